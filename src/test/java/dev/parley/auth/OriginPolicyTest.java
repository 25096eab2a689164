package dev.parley.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPolicyTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "-,                        host:8080,   true",
        "http://host:8080,         host:8080,   true",
        "HTTP://HOST:8080,         host:8080,   true",
        "http://host,              host,        true",
        "http://host:80,           host,        true",
        "https://host,             host,        true",
        "https://host,             host:443,    true",
        "http://host,              host:8080,   false",
        "http://other:8080,        host:8080,   false",
        "http://host.evil.example, host,        false",
        "http://host@evil.example, host,        false",
        "null,                     host,        false",
        "file://,                  host,        false",
        "garbage,                  host,        false",
        "http://[::1]:80,          [::1],       true",
        "http://host,              -,           false",
    })
    void pages_of_the_same_host_may_connect(String origin, String host, boolean allowed) {
        assertEquals(allowed, OriginPolicy.sameHostAnd(List.of()).allows(origin, host));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "https://a,  -,           https://b/x, https://a",
        "-,          -,           https://b/x, https://b",
        "-,          -,           HTTP://b:81?x, HTTP://b:81",
        "-,          -,           http://[::1]:8080, http://[::1]:8080",
        "-,          -,           http://a@b/, http://a@b",
        "-,          -,           http://, http://",
        "-,          -,           about:blank, -",
        "-,          -,           x https://b/, -",
        "-,          -,           '',          -",
        "-,          -,           -,           -",
        "-,          same-origin, https://b/x, -",
        "null,       -,           https://b/x, null",
    })
    void a_page_is_known_by_its_origin_or_else_by_its_referer(String origin, String site, String referer, String page) {
        assertEquals(page, OriginPolicy.origin(origin, site, referer));
    }

    @Test
    void pages_of_listed_origins_may_connect() {
        OriginPolicy policy = OriginPolicy.sameHostAnd(List.of("https://a.example", "http://b.example:81"));
        assertTrue(policy.allows("https://a.example:443", "host"));
        assertTrue(policy.allows("http://b.example:81", "host"));
        assertEquals(false, policy.allows("http://a.example", "host"));
        assertEquals(false, policy.allows("http://b.example", "host"));
    }

    @Test
    void a_star_allows_all() {
        assertTrue(OriginPolicy.sameHostAnd(List.of("*")).allows("http://evil.example", "host"));
        assertTrue(OriginPolicy.sameHostAnd(List.of("*")).allows("null", "host"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example.org,             true",
        "https://a.b.example.org,           true",
        "HTTPS://A.EXAMPLE.ORG,             true",
        "https://a.example.org:443,         true",
        "https://example.org,               false",
        "https://.example.org,              false",
        "http://a.example.org,              false",
        "https://a.example.org:8443,        false",
        "https://evilexample.org,           false",
        "https://a.exampleXorg,             false",
        "https://a.example.org.evil.test,   false",
        "https://evil.test/.example.org,    false",
        "https://evil.test#.example.org,    false",
        "https://evil.test@a.example.org,   false",
        "null,                              false",
    })
    void a_wildcard_stands_for_every_host_below_another(String origin, boolean allowed) {
        OriginPolicy policy = OriginPolicy.sameHostAnd(List.of("https://*.example.org"));
        assertEquals(allowed, policy.allows(origin, "host"));
    }

    @Test
    void a_wildcard_may_have_a_port_and_stand_beside_others() {
        OriginPolicy policy = OriginPolicy.sameHostAnd(List.of("http://*.example.org:81", "https://fine.example"));
        assertTrue(policy.allows("http://a.example.org:81", "host"));
        assertEquals(false, policy.allows("http://a.example.org", "host"));
        assertTrue(policy.allows("https://fine.example", "host"));
        assertEquals(false, policy.isSameHostOnly());
        assertEquals(false, policy.allowsAll());
    }

    @Test
    void a_policy_knows_what_kind_it_is() {
        assertTrue(OriginPolicy.sameHostAnd(List.of()).isSameHostOnly());
        assertTrue(OriginPolicy.sameHostAnd(List.of("*")).allowsAll());
        assertEquals(false, OriginPolicy.sameHostAnd(List.of("*")).isSameHostOnly());
        assertEquals(false, OriginPolicy.sameHostAnd(List.of("https://*.example.org")).isSameHostOnly());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "https://*", "https://*.", "https://a.*.example", "*.example.org", "https://*.*.org", "ftp://host", "http://host/path", "http://user@host", "http://", "https://a b", "*"})
    void what_is_no_origin_is_refused_by_name(String origin) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> OriginPolicy.sameHostAnd(List.of("https://fine.example", origin)));
        assertTrue(refused.getMessage().contains("'" + origin + "'"), refused.getMessage());
    }
}
