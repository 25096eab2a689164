package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.OutboxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, with which first words, and who is not. */
class EngineServerTest {
    private final EngineFixture engine = new EngineFixture();

    private static EngineOptions options(Set<TransportName> transports, boolean upgrades, boolean revision3) {
        return new EngineOptions(EngineFixture.HEARTBEAT, Duration.ofSeconds(10), Duration.ofSeconds(30), transports, upgrades, revision3);
    }

    private Verdict judge(String method, boolean isUpgrade, String transport, String revision, String sid) {
        return engine.server.judge(engine.request(method, isUpgrade, transport, revision, sid, null));
    }

    private static String refused(Verdict verdict) {
        Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, verdict);
        return EngineClient.refusal(refused) + " " + refused.context();
    }

    // the transport

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

    // requests of a session

    @ParameterizedTest
    @CsvSource({"GET, false, polling", "POST, false, polling", "PUT, false, polling", "GET, true, websocket"})
    void an_unknown_session_is_refused(String method, boolean isUpgrade, String transport) {
        assertEquals(
                "400 {\"code\":1,\"message\":\"Session ID unknown\"} {sid=nobody}",
                refused(judge(method, isUpgrade, transport, "4", "nobody")));
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

    // requests that would open a session

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

    @Test
    void a_check_refuses_with_a_message_of_its_own() {
        engine.server.allowRequest(request -> {
            throw new HandshakeRefused("members only");
        });
        assertEquals(
                "403 {\"code\":4,\"message\":\"members only\"} {message=members only}",
                refused(judge("GET", false, "polling", "4", null)));
        assertEquals("400 members only", engine.client("4").webSocket().refusal());
    }

    @Test
    void checks_are_asked_in_order_until_one_refuses() {
        List<String> asked = new ArrayList<>();
        engine.server.allowRequest(request -> asked.add("first"));
        engine.server.allowRequest(request -> {
            asked.add("second");
            throw new HandshakeRefused("no");
        });
        engine.server.allowRequest(request -> asked.add("third"));
        assertTrue(refused(judge("GET", false, "polling", "4", null)).contains("\"code\":4"));
        assertEquals(List.of("first", "second"), asked);
    }

    @Test
    void a_check_sees_the_request_and_only_requests_that_would_open_a_session() {
        List<String> asked = new ArrayList<>();
        engine.server.allowRequest(request -> asked.add(request.remoteAddress()));
        EngineClient client = engine.polling("4");
        client.poll();
        client.post("4a");
        client.webSocket();
        judge("POST", false, "polling", "4", null);
        judge("GET", false, "websocket", "4", null);
        assertEquals(List.of("192.0.2.1"), asked);
    }

    @Test
    void a_check_that_fails_lets_nobody_in() {
        engine.server.allowRequest(request -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(
                "403 {\"code\":4,\"message\":\"Forbidden\"} {message=Forbidden}",
                refused(judge("GET", false, "polling", "4", null)));
    }

    @Test
    void the_revision_comes_after_the_checks() {
        List<String> asked = new ArrayList<>();
        engine.server.allowRequest(request -> asked.add("asked"));
        assertEquals(
                "400 {\"code\":5,\"message\":\"Unsupported protocol version\"} {protocol=5}",
                refused(judge("GET", false, "polling", "5", null)));
        assertEquals(List.of("asked"), asked);
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

    @Test
    void an_application_may_make_the_ids() {
        engine.server.generateIds(request -> "from-" + request.remoteAddress().replace('.', '-'));
        assertEquals("from-192-0-2-1", engine.polling("4").session().id());
    }

    @Test
    void ids_have_20_characters_and_differ() {
        String one = engine.polling("4").session().id();
        assertTrue(one.matches("[A-Za-z0-9_-]{20}"), one);
        assertFalse(one.equals(engine.polling("4").session().id()));
    }

    @Test
    void without_an_id_of_its_own_there_is_no_session() {
        engine.polling("4");
        String taken = engine.server.sessions().iterator().next().id();
        List<Function<OpeningRequest, String>> generators = List.of(
                request -> {
                    throw new IllegalStateException("on purpose");
                },
                request -> null,
                request -> "",
                request -> taken);
        for (Function<OpeningRequest, String> generator : generators) {
            engine.server.generateIds(generator);
            assertEquals(
                    "400 {\"code\":3,\"message\":\"Bad request\"} {name=ID_GENERATION_ERROR}",
                    refused(judge("GET", false, "polling", "4", null)));
        }
        assertEquals(1, engine.server.sessionCount());
    }

    @Test
    void an_id_has_at_most_128_characters() {
        engine.server.generateIds(request -> "x".repeat(128));
        assertEquals("x".repeat(128), engine.polling("4").session().id());
        engine.server.generateIds(request -> "x".repeat(129));
        assertTrue(refused(judge("GET", false, "polling", "4", null)).contains("ID_GENERATION_ERROR"));
    }

    @Test
    void two_handshakes_that_get_the_same_id_at_once_make_one_session() {
        engine.server.generateIds(request -> "same");
        Verdict.Opens first = (Verdict.Opens) judge("GET", false, "polling", "4", null);
        Verdict.Opens second = (Verdict.Opens) judge("GET", false, "polling", "4", null);
        Verdict.Opens third = (Verdict.Opens) judge("GET", true, "websocket", "4", null);
        Session only = engine.server.openPolling(first).orElseThrow().session();
        assertTrue(engine.server.openPolling(second).isEmpty());
        FakeTransport transport = new FakeTransport();
        var unused = engine.server.openWebSocket(third, transport);
        assertEquals(CloseStatus.NORMAL, transport.closed());
        assertTrue(only.isOpen());
        assertEquals(List.of(only), List.copyOf(engine.server.sessions()));
        assertEquals(1, engine.connections.count());
    }

    @Test
    void the_id_comes_after_the_revision() {
        engine.server.generateIds(request -> {
            throw new IllegalStateException("nobody should have asked");
        });
        assertTrue(refused(judge("GET", false, "polling", "5", null)).contains("\"code\":5"));
    }

    @Test
    void listeners_are_told_of_every_refusal_and_of_nothing_else() {
        List<String> told = new ArrayList<>();
        engine.server.onConnectionError((request, refused) -> told.add(request.method() + " " + refused.context()));
        judge("GET", false, "pigeon", "4", null);
        judge("POST", false, "polling", "4", null);
        EngineClient client = engine.polling("4");
        client.poll();
        client.post("4a");
        assertEquals(List.of("GET {transport=pigeon}", "POST {method=POST}"), told);
    }

    @Test
    void a_listener_that_fails_changes_no_verdict() {
        List<String> told = new ArrayList<>();
        engine.server.onConnectionError((request, refused) -> {
            throw new IllegalStateException("on purpose");
        });
        engine.server.onConnectionError((request, refused) -> told.add(refused.message()));
        assertEquals(
                "400 {\"code\":0,\"message\":\"Transport unknown\"} {transport=null}",
                refused(judge("GET", false, null, "4", null)));
        assertEquals(List.of("Transport unknown"), told);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"1, true", "true, true", "0, false", "'', false", "-, false", "yes, false"})
    void both_spellings_of_b64_count(String value, boolean isTextOnly) {
        assertEquals(isTextOnly, engine.request("GET", false, "polling", "4", null, value).isTextOnly());
    }

    // first words

    private static String open(String sid, String upgrades) {
        return "0{\"sid\":\"" + sid + "\",\"upgrades\":[" + upgrades
                + "],\"pingInterval\":300,\"pingTimeout\":200,\"maxPayload\":1000000}";
    }

    @Test
    void the_open_packet_of_revision_4_by_polling() {
        EngineClient client = engine.client("4");
        String answer = client.open();
        assertEquals(open(client.session().id(), "\"websocket\""), answer);
    }

    @Test
    void the_open_packet_of_revision_3_by_polling() {
        EngineClient client = engine.client("3");
        String packet = client.open();
        String open = open(client.session().id(), "\"websocket\"");
        assertEquals(open.length() + ":" + open, packet);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4"})
    void the_open_packet_on_a_web_socket_offers_no_upgrade(String revision) {
        EngineClient.WebSocket client = engine.client(revision).webSocket();
        assertEquals(List.of(open(client.client().session().id(), "")), client.texts());
    }

    @Test
    void no_upgrade_is_offered_where_there_is_none() {
        EngineFixture off = new EngineFixture(options(Set.of(TransportName.values()), false, true));
        EngineClient first = off.client("4");
        String answer = first.open();
        assertEquals(open(first.session().id(), ""), answer);
        EngineFixture pollingOnly = new EngineFixture(options(Set.of(TransportName.POLLING), true, true));
        EngineClient second = pollingOnly.client("4");
        answer = second.open();
        assertEquals(open(second.session().id(), ""), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a b", "a;b", "a\nb", "é"})
    void an_id_needs_no_escape_anywhere(String id) {
        engine.server.generateIds(request -> id);
        assertEquals("400 {\"code\":3,\"message\":\"Bad request\"}", engine.client("4").open());
        assertEquals(0, engine.server.sessionCount());
    }

    @Test
    void the_open_packet_is_alone_in_its_payload() {
        engine.application(session -> {
            Recorder recorder = new Recorder();
            session.send(Message.text("welcome"), false);
            return recorder;
        });
        EngineClient client = engine.client("4");
        String answer = client.open();
        assertEquals(open(client.session().id(), "\"websocket\""), answer);
        assertEquals("4welcome", client.poll().answer());
        EngineClient.WebSocket other = engine.client("4").webSocket();
        assertEquals(List.of(open(other.client().session().id(), ""), "4welcome"), other.texts());
    }

    // limits

    @Test
    void there_are_no_more_sessions_than_connections_allowed() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS,
                new ConnectionOptions(2, MessageOptions.ofAtMost(100), EngineFixture.HEARTBEAT, OutboxOptions.defaults()));
        EngineClient first = small.polling("4");
        EngineClient.WebSocket second = small.webSocket("4");
        assertEquals("503", small.client("4").open());
        EngineClient.WebSocket third = small.client("4").webSocket();
        assertFalse(third.isTakenUp());
        assertEquals(CloseStatus.TRY_AGAIN_LATER, third.closed());
        assertEquals(2, small.server.sessionCount());
        first.post("1");
        assertEquals(1, small.connections.count());
        assertTrue(small.polling("4").session().isOpen());
        second.leaves(1000, "");
        assertTrue(small.polling("4").session().isOpen());
        assertEquals(2, small.connections.count());
    }

    @Test
    void a_session_that_polls_is_told_what_a_payload_may_have() {
        EngineFixture small = new EngineFixture(
                EngineFixture.OPTIONS, EngineFixture.connectionOptions(77, OutboxOptions.defaults()));
        assertTrue(small.client("4").open().endsWith("\"maxPayload\":77}"));
    }

    @Test
    void an_application_that_fails_at_once_costs_its_session_only() {
        engine.application(session -> {
            throw new IllegalStateException("on purpose");
        });
        EngineClient client = engine.client("4");
        client.open();
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.poll().answer());
        assertEquals(CloseStatus.NORMAL, engine.client("4").webSocket().closed());
        assertEquals(0, engine.connections.count());
    }

    // the end of the server

    @Test
    void closing_the_server_ends_every_session_and_opens_no_more() {
        EngineClient polling = engine.polling("4");
        FakePoll held = polling.poll();
        EngineClient.WebSocket webSocket = engine.webSocket("4");
        engine.server.close();
        assertEquals("1", held.answer());
        assertEquals(List.of("closed: server shutting down"), polling.heard());
        assertEquals(CloseStatus.SHUTTING_DOWN, webSocket.closed());
        assertEquals(List.of("closed: server shutting down"), webSocket.heard());
        assertEquals(0, engine.server.sessionCount());
        assertEquals(0, engine.connections.count());
        assertEquals("503", engine.client("4").open());
    }

    @Test
    void what_waits_for_a_poll_is_dropped_when_the_server_stops() {
        EngineClient client = engine.polling("4");
        assertTrue(client.session().send(Message.text("waits"), false));
        engine.server.close();
        assertEquals("400 {\"code\":1,\"message\":\"Session ID unknown\"}", client.poll().answer());
        assertEquals(List.of("closed: server shutting down"), client.heard());
    }

    @Test
    void a_session_that_is_opened_while_the_server_closes_has_no_listener() {
        List<String> made = new ArrayList<>();
        engine.application(session -> {
            made.add("listener");
            return new Recorder();
        });
        engine.server.close();
        EngineClient.WebSocket late = engine.client("4").webSocket();
        assertEquals(CloseStatus.SHUTTING_DOWN, late.closed());
        assertEquals(List.of(), made);
        assertEquals(0, engine.connections.count());
    }

    @Test
    void a_check_may_refuse_with_a_status_and_headers_of_its_own() {
        engine.server.allowRequest(request -> {
            throw HandshakeRefused.with(401, Map.of("WWW-Authenticate", "Bearer"), "who are you?");
        });
        Verdict.Refused refused = (Verdict.Refused) judge("GET", false, "polling", "4", null);
        assertEquals(OptionalInt.of(401), refused.status());
        assertEquals(Map.of("WWW-Authenticate", "Bearer"), refused.headers());
        assertEquals("who are you?", refused.message());
    }

    @Test
    void headers_are_asked_for_the_first_answer_and_for_each() {
        engine.server.onInitialHeaders((request, headers) -> headers.put("X-First", "1"));
        engine.server.onHeaders((request, headers) -> headers.put("X-Each", request.method()));
        EngineRequest first = engine.request("GET", false, "polling", "4", null, null);
        assertEquals(
                Map.of("X-First", "1", "X-Each", "GET"), engine.server.headers(first, engine.server.judge(first)));
        EngineClient client = engine.polling("4");
        EngineRequest later =
                engine.request("POST", false, "polling", "4", client.session().id(), null);
        assertEquals(Map.of("X-Each", "POST"), engine.server.headers(later, engine.server.judge(later)));
    }
}
