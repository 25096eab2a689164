package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.HandshakeRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What an application has to say of a handshake: its checks, its headers, and who hears of refusals. */
class HandshakeChecksTest extends JudgingFixture {
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
