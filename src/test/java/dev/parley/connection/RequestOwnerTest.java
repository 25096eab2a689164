package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may go on with a session. */
class RequestOwnerTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        // who has opened it: origin, user;  who asks: origin, user, address
        "-,         -,    -,         -,    -,         true",
        "-,         -,    https://a, -,    -,         true",
        "https://a, -,    https://a, -,    -,         true",
        "https://a, -,    -,         -,    -,         true",
        "https://a, -,    https://b, -,    -,         false",
        "-,         anna, -,         anna, -,         true",
        "-,         anna, -,         bo,   -,         false",
        "-,         anna, -,         -,    -,         false",
        "-,         -,    -,         anna, -,         true",
        "-,         -,    -,         -,    192.0.2.1, true",
        "-,         -,    -,         -,    192.0.2.2, false",
    })
    void a_session_is_for_whoever_has_opened_it(
            String openedFrom, String openedBy, String origin, String user, String address, boolean isSame) {
        Map<String, List<String>> headers = openedFrom == null ? Map.of() : Map.of("origin", List.of(openedFrom));
        Principal principal = openedBy == null ? null : () -> openedBy;
        OpeningRequest opened = new OpeningRequest(
                "192.0.2.1", false, "/socket.io/", Map.of(), headers, Map.of(), principal, Instant.EPOCH);
        assertEquals(isSame, new RequestOwner(origin, user, address).hasOpened(opened));
    }
}
