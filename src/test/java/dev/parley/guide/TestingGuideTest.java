package dev.parley.guide;

import static dev.parley.guide.TestingGuideChat.SAID;
import static dev.parley.guide.TestingGuideChat.SAY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.guide.TestingGuideChat.Receipt;
import dev.parley.guide.TestingGuideChat.Said;
import dev.parley.guide.TestingGuideChat.Say;
import dev.parley.testkit.Answer;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests that {@code docs/guide/testing.md} shows. */
class TestingGuideTest {
    private final TestServer server = new TestServer().install(new TestingGuideChat()::install);
    private final TestClient anna = server.connect("/chat", Map.of("name", "Anna"));
    private final TestClient boris = server.connect("/chat", Map.of("name", "Boris"));

    @Test
    void what_is_said_reaches_the_others_in_the_room() {
        Answer<Receipt> answer = anna.emitWithAck(SAY, new Say("lobby", "hi"));

        assertEquals(new Receipt(2), answer.value());
        assertEquals(List.of(new Said("Anna", "hi")), boris.received(SAID));
        assertEquals(List.of(), anna.received(SAID));
    }

    @Test
    void an_empty_text_is_refused() {
        Answer<Receipt> answer = anna.emitWithAck(SAY, new Say("lobby", " "));

        assertEquals("TEXT_EMPTY", answer.error().asJsonObject().getString("code"));
    }

    @Test
    void who_has_no_name_is_kept_out() {
        TestClient stranger = server.connect("/chat");

        assertFalse(stranger.isConnected());
        assertEquals("name needed", stranger.refusal().orElseThrow().getMessage());
    }

    @Test
    void who_is_not_ready_within_five_seconds_is_sent_away() {
        anna.answer("ready?", "yes");

        server.advance(Duration.ofSeconds(5));

        assertTrue(anna.isConnected());
        assertFalse(boris.isConnected());
        assertEquals("io server disconnect", boris.disconnectReason().orElseThrow());
    }

    @Test
    void a_request_may_bring_more() {
        TestClient carol = server.request()
                .header("Accept-Language", "ru")
                .cookie("session", "4711")
                .user(() -> "carol")
                .connect("/chat", Map.of("name", "Carol"));

        assertEquals("carol", carol.socket().handshake().principal().orElseThrow().getName());
    }

    @Test
    void clients_of_old_come_too() {
        TestClient old = server.request().protocol4().connect("/chat?name=Olga");

        assertEquals("/chat#" + old.connect("/").id(), old.id());
        assertTrue(old.isConnected());
    }
}
