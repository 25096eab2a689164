package dev.parley.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that lose their connection, as {@code docs/guide/testing.md} shows. */
class TestingRecoveryTest {
    private static final Event<String> NEWS = Event.of("news", String.class);

    private final TestServer server = new TestServer(SocketIoOptions.defaults().with(RecoveryOptions.on()));
    private final Namespace news = server.io().of("/news");

    TestingRecoveryTest() {
        news.onConnection(socket -> socket.emit(NEWS, "welcome"));
    }

    @Test
    void what_was_missed_comes_later() {
        TestClient anna = server.connect("/news");
        anna.loseConnection();
        news.emit(NEWS, "missed");

        anna.reconnect();

        assertTrue(anna.recovered());
        assertEquals(List.of("welcome", "missed", "welcome"), anna.received(NEWS));
    }

    @Test
    void who_is_away_for_too_long_begins_anew() {
        TestClient anna = server.connect("/news");
        anna.loseConnection();
        server.advance(Duration.ofMinutes(2));

        anna.reconnect();

        assertFalse(anna.recovered());
        assertEquals(RecoveryFailure.EXPIRED, anna.socket().recoveryFailure().orElseThrow());
    }
}
