package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What clients that have HTTP alone hear, by however many streams. */
class SseStreamTest extends SseFixture {
    @Test
    void the_first_event_names_the_session_and_the_others_are_what_a_websocket_would_get() {
        emit(1, 2);
        String id = connection.id();
        assertEquals(
                List.of(id + ":0", id + ":1", id + ":2"),
                stream.events().stream().map(event -> event.lastId()).toList());
        assertEquals(
                "{\"type\":\"session\",\"session\":\"" + id + "\",\"resumed\":false}",
                stream.events().get(0).data());
        assertEquals(numbers(1, 2), stream.told());
        assertTrue(stream.retry() >= 1_000 && stream.retry() < 3_000, stream.text());
    }

    @Test
    void who_comes_back_gets_all_that_followed_what_it_has_and_nothing_twice() {
        emit(1, 10);
        connection.lost(stream);
        emit(11, 20);
        FakeStream next = comeBack(7);
        emit(21, 22);
        assertEquals(numbers(8, 22), next.told());
        assertEquals(connection.id() + ":7", next.events().get(0).lastId(), "its place is not lost if it breaks at once");
        assertTrue(next.events().get(0).data().contains("\"resumed\":true"));
        assertEquals(connection.id() + ":22", next.events().get(15).lastId());
        assertEquals(List.of(), left);
    }

    @Test
    void a_new_stream_ends_the_one_before_even_in_the_middle_of_a_write() {
        emit(1, 2);
        stream.stall();
        emit(3, 5);
        FakeStream next = comeBack(2);
        assertTrue(stream.hasEnded());
        stream.resume(); // its report comes late
        emit(6, 6);
        assertEquals(numbers(3, 6), next.told());
    }

    @Test
    void who_names_an_event_that_was_never_written_or_is_kept_no_more_cannot_go_on() {
        emit(1, 3);
        assertFalse(connection.canResume(4));
        connection.received(2);
        assertFalse(connection.canResume(1));
        assertTrue(connection.canResume(2));
        assertFalse(connection.resume(new FakeStream(), 1));
        assertFalse(stream.hasEnded());
    }

    @Test
    void a_stream_that_says_nothing_carries_a_comment_each_interval() {
        clock.advance(Duration.ofSeconds(24));
        assertEquals(0, stream.comments());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, stream.comments());
        clock.advance(Duration.ofSeconds(20));
        emit(1, 1);
        clock.advance(Duration.ofSeconds(20));
        assertEquals(1, stream.comments());
        clock.advance(Duration.ofSeconds(6));
        assertEquals(2, stream.comments());
    }

    @Test
    void a_stream_that_is_not_read_is_ended_and_its_session_goes_on() {
        stream.stall();
        emit(1, 3);
        clock.advance(Duration.ofSeconds(12));
        assertTrue(stream.hasEnded());
        assertEquals(List.of(), left);
        assertEquals(numbers(1, 3), comeBack(0).told());
    }

    @Test
    void a_write_that_fails_loses_nothing() {
        stream.stall();
        emit(1, 3);
        stream.fail();
        emit(4, 4);
        assertEquals(numbers(1, 4), comeBack(0).told());
    }

    @Test
    void more_than_may_wait_ends_the_session() {
        connection.lost(stream);
        emit(1, 100);
        assertEquals(List.of(), left);
        emit(101, 101);
        assertEquals(List.of("TRANSPORT_ERROR"), left);
    }

    @Test
    void more_bytes_than_may_wait_end_the_session() {
        connection.lost(stream);
        sockets.get(0).emit("n", "x".repeat(5_000));
        assertEquals(List.of(), left);
        sockets.get(0).emit("n", "x".repeat(5_000));
        assertEquals(List.of("TRANSPORT_ERROR"), left);
    }

    @Test
    void a_client_that_never_says_what_it_has_is_made_to_come_back_and_say_so() {
        emit(1, 51);
        assertFalse(stream.hasEnded());
        emit(52, 60);
        assertTrue(stream.hasEnded());
        assertTrue(stream.retry() < 100, stream.text());
        assertEquals(numbers(1, 51), stream.told());
        FakeStream next = comeBack(51);
        assertEquals(numbers(52, 60), next.told());
        assertTrue(next.retry() >= 1_000);
    }

    @Test
    void a_client_that_says_what_it_has_keeps_its_stream() {
        for (int n = 1; n <= 1_000; n++) {
            emit(n, n);
            connection.received(n);
        }
        assertEquals(numbers(1, 1_000), stream.told());
        assertFalse(stream.hasEnded());
    }

    @Test
    void what_may_be_dropped_is_dropped_unless_it_can_leave_at_once() {
        sockets.get(0).droppable().emit("n", 1);
        stream.stall();
        emit(2, 2);
        sockets.get(0).droppable().emit("n", 3);
        connection.lost(stream);
        sockets.get(0).droppable().emit("n", 4);
        assertEquals(numbers(2, 2), comeBack(1).told());
    }

    @Test
    void whoever_asks_hears_when_a_message_has_left_and_when_all_have() {
        List<String> heard = new ArrayList<>();
        connection.addListener(new ConnectionListener() {
            @Override
            public void drained() {
                heard.add("drained");
            }

            @Override
            public void closed(CloseStatus status) {
                heard.add("closed " + status.code());
            }
        });
        stream.stall();
        emit(1, 1);
        CompletableFuture<Void> sent =
                connection.send(Message.text("{}")).toCompletableFuture();
        assertFalse(sent.isDone());
        assertEquals(2, connection.bufferedBytes());
        stream.resume();
        assertTrue(sent.isDone() && !sent.isCompletedExceptionally());
        connection.terminate();
        assertEquals(List.of("drained", "closed 1006"), heard);
    }

    @RepeatedTest(20)
    void however_streams_break_nothing_is_lost_and_nothing_comes_twice(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> heard = new ArrayList<>();
        FakeStream current = stream;
        int emitted = 0;
        long has = 0; // by what the client has said so far
        while (emitted < 2_000) {
            int more = 1 + random.nextInt(8);
            emit(emitted + 1, emitted + more);
            emitted += more;
            if (random.nextInt(3) == 0) {
                current.stall();
            }
            boolean breaks = current.hasEnded() || connection.bufferedBytes() > 300 || random.nextInt(3) == 0;
            if (breaks) {
                List<String> told = current.told();
                int got = current.hasEnded() ? told.size() : random.nextInt(told.size() + 1); // the rest is lost on the way
                heard.addAll(told.subList(0, got));
                has += got;
                connection.lost(current);
                current = comeBack(has);
            }
        }
        connection.lost(current);
        heard.addAll(current.told());
        has += current.told().size();
        for (FakeStream last = comeBack(has); !last.told().isEmpty(); last = comeBack(has)) {
            heard.addAll(last.told());
            has += last.told().size();
        }
        assertEquals(numbers(1, emitted), heard);
    }
}
