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
    @ValueSource(strings = {"host", "ftp://host", "http://host/path", "http://user@host", "http://", "https://a b", "*"})
    void what_is_no_origin_is_refused_by_name(String origin) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> OriginPolicy.sameHostAnd(List.of("https://fine.example", origin)));
        assertTrue(refused.getMessage().contains("'" + origin + "'"), refused.getMessage());
    }
}
