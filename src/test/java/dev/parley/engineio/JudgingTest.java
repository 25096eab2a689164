package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.RequestOwner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are let in, by transport, session, method and revision. */
class JudgingTest extends JudgingFixture {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-", "''", "websockets", "POLLING", "constructor", "__proto__", "webtransport"})
    void an_unknown_transport_is_refused(String transport) {
        assertEquals(
                "400 {\"code\":0,\"message\":\"Transport unknown\"} {transport=" + transport + "}",
                refused(judge("GET", false, transport, "4", null)));
    }

    @Test
    void a_transport_that_is_not_offered_is_unknown() {
        EngineFixture one = new EngineFixture(options(Set.of(TransportName.WEBSOCKET), true, true));
        assertEquals("400 {\"code\":0,\"message\":\"Transport unknown\"}", one.client("4").open());
        EngineFixture other = new EngineFixture(options(Set.of(TransportName.POLLING), true, true));
        assertEquals("400 Transport unknown", other.client("4").webSocket().refusal());
    }

    @Test
    void the_transport_is_looked_at_before_all_else() {
        engine.server.allowRequest(request -> {
            throw new HandshakeRefused("no");
        });
        assertTrue(refused(judge("POST", false, "pigeon", "7", "nobody")).contains("\"code\":0"));
    }

    @ParameterizedTest
    @CsvSource({"GET, false, polling", "POST, false, polling", "PUT, false, polling", "GET, true, websocket"})
    void an_unknown_session_is_refused(String method, boolean isUpgrade, String transport) {
        assertEquals(
                "400 {\"code\":1,\"message\":\"Session ID unknown\"} {sid=nobody}",
                refused(judge(method, isUpgrade, transport, "4", "nobody")));
    }

    @ParameterizedTest
    @CsvSource({"GET, false, polling", "POST, false, polling", "GET, true, websocket"})
    void the_session_of_somebody_else_is_unknown_as_well(String method, boolean isUpgrade, String transport) {
        String sid = engine.polling("4").session().id();
        RequestOwner thief = new RequestOwner(null, null, "192.0.2.66");
        EngineRequest stolen = new EngineRequest(
                method, isUpgrade, transport, "4", sid, null, () -> thief, OpeningRequests::any);
        assertEquals(
                "400 {\"code\":1,\"message\":\"Session ID unknown\"} {sid=" + sid + "}",
                refused(engine.server.judge(stolen)));
        assertInstanceOf(Verdict.Continues.class, judge(method, isUpgrade, transport, "4", sid));
    }

    @Test
    void an_empty_session_id_counts_as_none() {
        assertInstanceOf(Verdict.Opens.class, judge("GET", false, "polling", "4", ""));
    }

    @ParameterizedTest
    @CsvSource({"GET, false, websocket", "POST, false, websocket", "GET, true, polling"})
    void the_transport_of_a_request_must_be_that_of_the_session(String method, boolean isUpgrade, String transport) {
        String sid = engine.polling("4").session().id();
        assertEquals(
                "400 {\"code\":3,\"message\":\"Bad request\"} {name=TRANSPORT_MISMATCH}",
                refused(judge(method, isUpgrade, transport, "4", sid)));
    }

    @ParameterizedTest
    @CsvSource({"GET, polling", "POST, polling", "GET, websocket", "POST, websocket"})
    void a_session_over_a_web_socket_takes_no_plain_request(String method, String transport) {
        EngineClient.WebSocket client = engine.webSocket("4");
        String sid = client.client().session().id();
        assertEquals(
                "400 {\"code\":3,\"message\":\"Bad request\"} {name=TRANSPORT_MISMATCH}",
                refused(judge(method, false, transport, "4", sid)));
        assertTrue(client.client().session().isOpen());
    }

    @Test
    void an_upgrade_is_refused_where_upgrades_are_off() {
        EngineFixture none = new EngineFixture(options(Set.of(TransportName.values()), false, true));
        EngineClient client = none.polling("4");
        assertEquals("400 Bad request", client.webSocket().refusal());
        assertTrue(client.session().isOpen());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"4, 3", "3, 4", "4, -", "3, -"})
    void all_requests_of_a_session_have_its_revision(String opened, String asked) {
        String sid = engine.polling(opened).session().id();
        for (String method : List.of("GET", "POST")) {
            assertEquals(
                    "400 {\"code\":3,\"message\":\"Bad request\"} {name=PROTOCOL_MISMATCH}",
                    refused(judge(method, false, "polling", asked, sid)));
        }
        assertTrue(refused(judge("GET", true, "websocket", asked, sid)).contains("PROTOCOL_MISMATCH"));
    }

    @Test
    void session_then_transport_then_revision() {
        String sid = engine.polling("4").session().id();
        assertTrue(refused(judge("GET", false, "websocket", "3", "nobody")).contains("\"code\":1"));
        assertTrue(refused(judge("GET", false, "websocket", "3", sid)).contains("TRANSPORT_MISMATCH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"})
    void a_handshake_is_a_get(String method) {
        assertEquals(
                "400 {\"code\":2,\"message\":\"Bad handshake method\"} {method=" + method + "}",
                refused(judge(method, false, "polling", "4", null)));
    }

    @ParameterizedTest
    @CsvSource({"false, websocket", "true, polling"})
    void a_web_socket_and_nothing_else_begins_with_an_upgrade(boolean isUpgrade, String transport) {
        assertEquals(
                "400 {\"code\":3,\"message\":\"Bad request\"} {name=TRANSPORT_HANDSHAKE_ERROR}",
                refused(judge("GET", isUpgrade, transport, "4", null)));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-", "''", "2", "5", "abc", "04", "4.0"})
    void an_odd_revision_is_refused_even_where_revision_3_is_allowed(String revision) {
        assertEquals(
                "400 {\"code\":5,\"message\":\"Unsupported protocol version\"} {protocol=" + revision + "}",
                refused(judge("GET", false, "polling", revision, null)));
    }

    @Test
    void revision_3_can_be_turned_off() {
        EngineFixture modern = new EngineFixture(options(Set.of(TransportName.values()), true, false));
        assertEquals("400 {\"code\":5,\"message\":\"Unsupported protocol version\"}", modern.client("3").open());
        assertEquals("400 Unsupported protocol version", modern.client("3").webSocket().refusal());
        assertTrue(modern.polling("4").session().isOpen());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"1, true", "true, true", "0, false", "'', false", "-, false", "yes, false"})
    void both_spellings_of_b64_count(String value, boolean isTextOnly) {
        assertEquals(isTextOnly, engine.request("GET", false, "polling", "4", null, value).isTextOnly());
    }
}
