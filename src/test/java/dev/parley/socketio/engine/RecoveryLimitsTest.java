package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SavedSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Recovery with other options than usual: middleware is asked again, and little is kept. */
class RecoveryLimitsTest extends RecoveryFixture {

    RecoveryLimitsTest() {
        super(new RecoveryOptions(true, Duration.ofSeconds(10), false, 3, 1_000, 2));
    }

    @Test
    void who_comes_back_passes_the_middleware_if_that_is_wanted_and_gets_nothing_before() {
        List<String> asked = new ArrayList<>();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Ticket ticket = arriveAndDrop();
        root.emit("missed", 1);
        root.useAsync(socket -> {
            asked.add(socket.id() + socket.recovered());
            return answer;
        });
        EngineClient.WebSocket client = engine.webSocket("4").send(ticket.connect());
        assertEquals(List.of(), client.texts());
        root.emit("meanwhile", 2);
        answer.complete(null);
        List<String> texts = client.texts();
        assertEquals(List.of("42[\"missed\",1]", "42[\"meanwhile\",2]"), plain(texts.subList(0, 2)));
        assertEquals(ticket.sid(), ticket(texts.get(2)).sid());
        assertEquals(List.of(ticket.sid() + "true"), asked);
    }

    @Test
    void who_is_refused_by_the_middleware_may_try_again_in_the_time_that_is_left() {
        Ticket ticket = arriveAndDrop();
        root.use(socket -> {
            if (!socket.handshake().auth().containsKey("token")) {
                throw new ConnectRefused("no token");
            }
        });
        engine.advance(6_000);
        assertEquals(List.of("44{\"message\":\"no token\"}"), comeBack(ticket));
        engine.advance(3_999);
        String connect = ticket.connect().replace("{", "{\"token\":1,");
        assertEquals(ticket.sid(), ticket(engine.webSocket("4").send(connect).texts().get(0)).sid());
        assertEquals(List.of(), expired);
    }

    @Test
    void who_is_refused_and_does_not_try_again_expires() {
        Ticket ticket = arriveAndDrop();
        root.use(socket -> {
            throw new ConnectRefused("no");
        });
        engine.advance(6_000);
        comeBack(ticket);
        engine.advance(4_000);
        assertEquals(1, expired.size());
    }

    @Test
    void who_leaves_before_the_middleware_has_answered_may_try_again() {
        Ticket ticket = arriveAndDrop();
        CompletableFuture<Void> never = new CompletableFuture<>();
        var added = root.useAsync(socket -> never);
        EngineClient.WebSocket client = engine.webSocket("4").send(ticket.connect());
        client.leaves(1006, "");
        added.cancel();
        assertRecovered(ticket);
    }

    @Test
    void who_missed_what_is_not_known_any_more_when_the_middleware_is_done_must_come_as_a_new_client() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Ticket ticket = arriveAndDrop();
        var added = root.useAsync(socket -> answer);
        EngineClient.WebSocket client = engine.webSocket("4").send(ticket.connect());
        for (int i = 0; i < 4; i++) {
            root.emit("n", i);
        }
        answer.complete(null);
        assertEquals(List.of(), client.texts());
        assertEquals(1, expired.size());
        client.leaves(1000, "");
        added.cancel();
        assertNew(RecoveryFailure.OFFSET_UNKNOWN, ticket);
        engine.advance(60_000);
        assertEquals(1, expired.size(), "told once");
    }

    @Test
    void as_many_events_are_kept_as_the_limit_says() {
        Ticket ticket = arriveAndDrop();
        for (int i = 0; i < 3; i++) {
            root.emit("n", i);
        }
        List<String> answer = comeBack(ticket);
        assertEquals(4, answer.size());
        Ticket other = arriveAndDrop();
        for (int i = 0; i < 4; i++) {
            root.emit("n", i);
        }
        assertNew(RecoveryFailure.OFFSET_UNKNOWN, other);
    }

    @Test
    void as_many_bytes_are_kept_as_the_limit_says() {
        Ticket ticket = arriveAndDrop();
        root.emit("n", "x".repeat(700));
        assertRecovered(ticket);
        Ticket other = arriveAndDrop();
        root.emit("n", "x".repeat(900));
        assertNew(RecoveryFailure.OFFSET_UNKNOWN, other);
    }

    @Test
    void who_is_away_longest_is_forgotten_when_too_many_are() {
        Ticket first = arriveAndDrop();
        Ticket second = arriveAndDrop();
        assertEquals(List.of(), expired);
        Ticket third = arriveAndDrop();
        assertEquals(List.of(first.sid()), expired.stream().map(SavedSocket::id).toList());
        assertNew(RecoveryFailure.TOO_MANY, first);
        assertRecovered(second);
        assertRecovered(third);
        engine.advance(60_000);
        assertEquals(1, expired.size());
    }
}
