package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpeningRequestTest {
    private static OpeningRequest with(String... languages) {
        Map<String, List<String>> headers = Map.of("accept-language", List.of(languages));
        return new OpeningRequest("192.0.2.1", false, "/ws", Map.of(), headers, Map.of(), null, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB | en_GB",
                "de;q=0.5, zh-CN, *;q=0.1 | zh_CN de",
                "fr, it | fr it",
                "en;q=0, fr;q=0.1 | fr",
                "nonsense_, en;q=nonsense, ,, ru | ru",
                "de-*, DE | de",
                "* | ''"
            })
    void the_languages_that_are_asked_for_are_known_in_their_order(String header, String locales) {
        List<String> known = with(header).locales().stream().map(Locale::toString).toList();
        assertEquals(locales, String.join(" ", known));
    }

    @Test
    void several_headers_count_as_one() {
        assertEquals(List.of(Locale.FRENCH, Locale.GERMAN), with("de;q=0.5", "fr").locales());
        assertEquals(List.of(), OpeningRequests.any().locales());
    }

    @Test
    void attributes_of_the_session_are_found_by_type_and_nothing_of_it_is_printed() {
        WebSession session = new WebSession("secret", Map.of("user", "anna"));
        assertEquals(Optional.of("anna"), session.attribute("user", String.class));
        assertEquals(Optional.empty(), session.attribute("user", Integer.class));
        assertEquals(Optional.empty(), session.attribute("cart", String.class));
        assertFalse(session.toString().contains("secret"));
        assertEquals(Optional.empty(), OpeningRequests.any().httpSession());
    }
}
