package dev.parley.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = TrustedProxies.of(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32", "::1"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.1.2.3     | 198.51.100.9                          | 198.51.100.9",
        "11.1.2.3     | 198.51.100.9                          | 11.1.2.3", // nobody of ours
        "192.0.2.2    | 198.51.100.9                          | 192.0.2.2",
        "10.1.2.3     | 203.0.113.5, 198.51.100.9             | 198.51.100.9", // what stands before it may be invented
        "10.1.2.3     | 203.0.113.5, 198.51.100.9, 10.9.9.9   | 198.51.100.9", // two of ours
        "10.1.2.3     | 10.4.4.4, 10.5.5.5                    | 10.4.4.4", // nobody else
        "10.1.2.3     | 198.51.100.9:4711                     | 198.51.100.9",
        "10.1.2.3     | [2001:db9::7]:4711                    | 2001:db9:0:0:0:0:0:7",
        "2001:db8::9  | 2001:db9::7                           | 2001:db9:0:0:0:0:0:7",
        "0:0:0:0:0:0:0:1 | 198.51.100.9                       | 198.51.100.9",
        "10.1.2.3     | unknown                               | 10.1.2.3",
        "10.1.2.3     | 198.51.100.9, unknown                 | 10.1.2.3",
        "10.1.2.3     | 198.51.100.9, evil.example            | 10.1.2.3",
        "10.1.2.3     | 999.1.1.1                             | 10.1.2.3",
        "10.1.2.3     | ''                                    | 10.1.2.3",
    })
    void the_client_is_the_last_that_no_proxy_of_ours_has(String peer, String forwarded, String client) {
        assertEquals(client, proxies.client(peer, List.of(forwarded)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10.1.2.3  |                 |              | false", // no proxy
        "10.1.2.3  | X-Forwarded-For | 198.51.100.9 | false",
        "10.1.2.3  | X-Forwarded-For | 10.1.2.3     | false", // it is the client itself
        "10.1.2.3  | X-Forwarded-For | unknown      | true",
        "10.1.2.3  | X-Forwarded-For | ''           | true",
        "10.1.2.3  | Via             |              | true", // it does not say for whom
        "11.1.2.3  | X-Forwarded-For | 198.51.100.9 | true", // it is none of ours
        "127.0.0.1 | Forwarded       |              | true",
        "127.0.0.1 | X-Real-IP       |              | true",
        "127.0.0.1 | X-Other         |              | false",
    })
    void a_request_is_anybodys_that_a_proxy_has_passed_on_without_our_knowing_for_whom(
            String peer, String header, String forwarded, boolean isAnybodys) {
        List<String> hops = forwarded == null ? List.of() : List.of(forwarded);
        assertEquals(isAnybodys, proxies.isAnybodys(peer, hops, name -> name.equals(header)));
    }

    @Test
    void headers_that_come_twice_are_one_list() {
        assertEquals("198.51.100.9", proxies.client("10.1.2.3", List.of("203.0.113.5", "198.51.100.9, 10.4.4.4")));
        assertEquals("10.1.2.3", proxies.client("10.1.2.3", List.of()));
    }

    @Test
    void without_proxies_nobody_is_believed() {
        assertEquals("127.0.0.1", TrustedProxies.NONE.client("127.0.0.1", List.of("198.51.100.9")));
        assertFalse(TrustedProxies.NONE.isSecure("127.0.0.1", false, "https"));
    }

    @Test
    void a_proxy_says_whether_the_client_came_over_tls() {
        assertTrue(proxies.isSecure("10.1.2.3", false, "https"));
        assertTrue(proxies.isSecure("10.1.2.3", false, "http, HTTPS"));
        assertFalse(proxies.isSecure("10.1.2.3", true, "http"));
        assertTrue(proxies.isSecure("10.1.2.3", true, null));
        assertFalse(proxies.isSecure("11.1.2.3", false, "https"));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 10.255.255.255, true", "10.0.0.0/8, 11.0.0.0, false", "10.128.0.0/9, 10.127.0.1, false",
        "0.0.0.0/0, 203.0.113.5, true", "0.0.0.0/0, 2001:db8::1, false", "::/0, 2001:db8::1, true", "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false", "10.1.2.3/31, 10.1.2.2, true"})
    void a_block_has_the_addresses_that_begin_so(String block, String address, boolean isIn) {
        assertEquals(isIn, TrustedProxies.of(List.of(block)).trusts(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.1.2", "10.1.2.256", "10.0.0.0/33", "::1/129", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/-1", ":::", "10.0.0.0/8/8"})
    void what_is_no_address_is_refused(String proxy) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of(List.of(proxy)));
        assertTrue(refused.getMessage().contains("'" + proxy + "'"), refused.getMessage());
    }
}
