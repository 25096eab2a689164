package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.OpeningRequest;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ids of sessions, and those an application makes. */
class SessionIdTest extends JudgingFixture {
    @Test
    void ids_have_20_characters_and_differ() {
        String one = engine.polling("4").session().id();
        assertTrue(one.matches("[A-Za-z0-9_-]{20}"), one);
        assertFalse(one.equals(engine.polling("4").session().id()));
    }

    @Test
    void an_application_may_make_the_ids() {
        engine.server.generateIds(request -> "from-" + request.remoteAddress().replace('.', '-'));
        assertEquals("from-192-0-2-1", engine.polling("4").session().id());
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

    @ParameterizedTest
    @ValueSource(strings = {"", "a\"b", "a\\b", "a b", "a;b", "a\nb", "é"})
    void an_id_needs_no_escape_anywhere(String id) {
        engine.server.generateIds(request -> id);
        assertEquals("400 {\"code\":3,\"message\":\"Bad request\"}", engine.client("4").open());
        assertEquals(0, engine.server.sessionCount());
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
}
