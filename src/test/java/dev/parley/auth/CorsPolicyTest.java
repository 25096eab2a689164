package dev.parley.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final String GOOD = "https://a.example";
    private static final String BAD = "https://evil.example";

    private static CorsPolicy policy(String... origins) {
        return policy(false, origins);
    }

    private static CorsPolicy policy(boolean credentials, String... origins) {
        return new CorsPolicy(
                OriginPolicy.sameHostAnd(List.of(origins)), credentials, METHODS, List.of(), List.of(), 0, 204);
    }

    @Test
    void without_origins_nothing_is_said() {
        assertEquals(Map.of(), policy().headers(GOOD, "host"));
        assertEquals(Map.of(), policy().headers("http://host", "host"));
        assertFalse(policy().answersPreflights());
    }

    @Test
    void any_origin_is_a_star() {
        assertEquals(Map.of("Access-Control-Allow-Origin", "*"), policy("*").headers(BAD, "host"));
        assertEquals(Map.of("Access-Control-Allow-Origin", "*"), policy("*").headers(null, "host"));
        assertTrue(policy("*").answersPreflights());
    }

    @Test
    void an_origin_that_is_listed_is_repeated_and_others_learn_nothing() {
        CorsPolicy listed = policy(GOOD, "https://*.b.example");
        assertEquals(Map.of("Vary", "Origin", "Access-Control-Allow-Origin", GOOD), listed.headers(GOOD, "host"));
        assertEquals(
                Map.of("Vary", "Origin", "Access-Control-Allow-Origin", "https://x.b.example"),
                listed.headers("https://x.b.example", "host"));
        assertEquals(Map.of("Vary", "Origin"), listed.headers(BAD, "host"));
        assertEquals(Map.of("Vary", "Origin"), listed.headers("null", "host"));
        assertEquals(Map.of("Vary", "Origin"), listed.headers(null, "host"), "the answer may be cached for others");
        assertTrue(listed.answersPreflights());
    }

    @Test
    void cookies_are_allowed_to_origins_that_are_listed() {
        CorsPolicy listed = policy(true, GOOD);
        assertEquals("true", listed.headers(GOOD, "host").get("Access-Control-Allow-Credentials"));
        assertEquals(Map.of("Vary", "Origin"), listed.headers(BAD, "host"));
    }

    @Test
    void cookies_are_not_allowed_to_any_origin() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> policy(true, "*"));
        assertEquals("credentials must not be allowed to pages of any origin", refused.getMessage());
    }

    @Test
    void a_preflight_is_told_the_methods_and_the_headers_it_asks_for() {
        assertEquals(
                Map.of(
                        "Vary", "Origin, Access-Control-Request-Headers",
                        "Access-Control-Allow-Origin", GOOD,
                        "Access-Control-Allow-Methods", "GET,POST",
                        "Access-Control-Allow-Headers", "x-one, x-two"),
                policy(GOOD).preflightHeaders(GOOD, "host", "x-one, x-two"));
        assertEquals(
                Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", GOOD,
                        "Access-Control-Allow-Methods", "GET,POST"),
                policy(GOOD).preflightHeaders(GOOD, "host", null));
    }

    @Test
    void a_preflight_of_another_origin_gets_no_permission() {
        Map<String, String> headers = policy(true, GOOD).preflightHeaders(BAD, "host", "x-one");
        assertFalse(headers.containsKey("Access-Control-Allow-Origin"));
        assertFalse(headers.containsKey("Access-Control-Allow-Credentials"));
    }

    @Test
    void everything_that_can_be_set_is_told() {
        CorsPolicy full = new CorsPolicy(
                OriginPolicy.sameHostAnd(List.of(GOOD)),
                true,
                METHODS,
                List.of("X-In", "X-Too"),
                List.of("X-Out", "X-Also"),
                600,
                200);
        assertEquals(
                Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", GOOD,
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Allow-Methods", "GET,POST",
                        "Access-Control-Allow-Headers", "X-In,X-Too",
                        "Access-Control-Max-Age", "600"),
                full.preflightHeaders(GOOD, "host", "x-other"));
        assertEquals(
                Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", GOOD,
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Expose-Headers", "X-Out,X-Also"),
                full.headers(GOOD, "host"));
    }
}
