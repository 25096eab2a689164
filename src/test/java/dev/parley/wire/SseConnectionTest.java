package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.Message;
import dev.parley.connection.MessageOptions;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.OutboxOptions;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** An application's namespace, reached by a client that has HTTP alone. */
class SseConnectionTest {
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final String PATH = OpeningRequests.any().path();

    private final VirtualScheduler clock = new VirtualScheduler();
    private final Connections connections = new Connections(
            new ConnectionOptions(
                    3, MessageOptions.defaults(), HeartbeatOptions.defaults(), OutboxOptions.defaults()),
            clock,
            Runnable::run);
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final SseServer sse = new SseServer(new SseOptions(GRACE, 100, 10_000), connections);
    private final NativeWire wire = new NativeWire(new GenericVocabulary());
    private final List<Socket> sockets = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final List<Ack> slow = new ArrayList<>();
    private final FakeStream stream = new FakeStream();
    private SseConnection connection;

    @BeforeEach
    void open() {
        io.root().onConnection(sockets::add);
        io.root().onDisconnect((socket, reason) -> left.add(reason.toString()));
        io.root().on("say", (socket, arguments, ack) -> ack.send(Map.of("id", 17)));
        io.root().on("slow", (socket, arguments, ack) -> slow.add(ack));
        io.root().on("no", (socket, arguments, ack) -> {
            throw new EventRefused("NO", null, "no");
        });
        connection = open(stream);
    }

    private SseConnection open(FakeStream first) {
        return sse.open(
                        OpeningRequests.any(),
                        first,
                        made -> new NativePeer(made, io, "/", namespace -> wire, new RateOptions(10, 20), Frame::of))
                .orElseThrow();
    }

    private String post(String frame) {
        return answerTo(frame).toString();
    }

    private FakeAnswer answerTo(String frame) {
        FakeAnswer answer = new FakeAnswer();
        connection.post(Message.text(frame.replace('\'', '"')), answer);
        return answer;
    }

    private void emit(int from, int to) {
        IntStream.rangeClosed(from, to).forEach(n -> sockets.get(0).emit("n", n));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(n -> "{\"type\":\"n\",\"args\":[" + n + "]}")
                .toList();
    }

    private FakeStream comeBack(long after) {
        FakeStream next = new FakeStream();
        assertTrue(connection.resume(next, after));
        return next;
    }

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
    void the_application_sees_a_connection_like_all_others() {
        Connection seen = sockets.get(0).connection();
        assertEquals("sse", seen.transport());
        assertTrue(seen.isOpen());
        assertEquals(1, connections.count());
        assertThrows(
                UnsupportedOperationException.class,
                () -> seen.send(List.of(Message.binary(ByteBuffer.allocate(1))), false));
    }

    @Test
    void an_acknowledgement_is_the_answer_to_its_post() {
        assertEquals("{\"type\":\"ack\",\"ack\":1,\"id\":17}", post("{'type':'say','ack':1}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void a_post_that_asks_for_nothing_is_accepted_when_it_has_been_handled() {
        assertEquals("accepted", post("{'type':'say'}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void what_no_listener_is_told_of_is_refused_with_or_without_an_ack() {
        assertEquals("refused BAD_JSON", post("nope"));
        assertEquals("refused NOT_AN_OBJECT", post("[1]"));
        assertEquals("refused TYPE_MISSING", post("{'ack':1}"));
        assertEquals("refused TYPE_UNKNOWN", post("{'type':'what'}"));
        assertEquals("refused TYPE_UNKNOWN", post("{'type':'what','ack':1}"));
        assertEquals("refused FIELD_TYPE", post("{'type':'say','ack':-1}"));
        assertEquals(List.of(), stream.told());
    }

    @Test
    void what_a_listener_refuses_is_its_acknowledgement_or_else_an_event() {
        assertEquals(
                "{\"type\":\"ack\",\"ack\":1,\"error\":{\"code\":\"NO\",\"message\":\"no\"}}", post("{'type':'no','ack':1}"));
        assertEquals("accepted", post("{'type':'no'}"));
        assertEquals(List.of("{\"type\":\"error\",\"code\":\"NO\",\"message\":\"no\"}"), stream.told());
    }

    @Test
    void an_acknowledgement_that_takes_too_long_comes_as_an_event() {
        FakeAnswer answer = answerTo("{'type':'slow','ack':1}");
        clock.advance(Duration.ofSeconds(24));
        assertEquals("", answer.toString());
        clock.advance(Duration.ofSeconds(1));
        assertEquals("accepted", answer.toString());
        slow.get(0).send(Map.of("late", true));
        assertEquals(List.of("{\"type\":\"ack\",\"ack\":1,\"late\":true}"), stream.told());
    }

    @Test
    void a_flood_is_refused_each_time_and_then_ends_the_session() {
        IntStream.range(0, 20).forEach(i -> assertEquals("accepted", post("{'type':'say'}")));
        IntStream.range(0, 20).forEach(i -> assertEquals("refused RATE_LIMITED", post("{'type':'say'}")));
        assertTrue(stream.hasEnded());
        assertTrue(stream.told().get(0).contains("\"code\":1008,\"reason\":\"rate limit\""), stream.text());
        assertTrue(sse.find(connection.id(), PATH).isEmpty());
    }

    @Test
    void the_server_asks_for_an_acknowledgement_and_gets_it_by_a_post() {
        CompletableFuture<Arguments> answer = sockets.get(0).emitWithAck(Duration.ofSeconds(1), "q", 1);
        assertEquals(List.of("{\"type\":\"q\",\"args\":[1],\"ack\":0}"), stream.told());
        assertEquals("accepted", post("{'type':'ack','ack':0,'b':2}"));
        assertEquals("[{\"b\":2}]", answer.join().toString());
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
    void a_session_is_at_one_address_alone() {
        assertTrue(sse.find(connection.id(), PATH).isPresent());
        assertTrue(sse.find(connection.id(), PATH + "x").isEmpty());
        assertTrue(sse.find("nobody", PATH).isEmpty());
    }

    @Test
    void who_stays_away_is_gone_after_the_grace() {
        connection.lost(stream);
        clock.advance(GRACE);
        assertEquals(List.of(), left);
        clock.advance(Duration.ofSeconds(2));
        assertEquals(List.of("TRANSPORT_CLOSE"), left);
        assertEquals(0, connections.count());
        assertEquals("gone", post("{'type':'slow','ack':1}"));
        assertFalse(sse.isOver(connection.id()), "it may come again, as somebody new");
    }

    @Test
    void who_comes_back_in_time_has_as_long_the_next_time() {
        connection.lost(stream);
        clock.advance(GRACE);
        FakeStream second = comeBack(0);
        clock.advance(GRACE.multipliedBy(3));
        connection.lost(second);
        clock.advance(GRACE);
        assertEquals(List.of(), left);
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
    void whoever_is_closed_is_told_after_all_else_and_shall_not_come_back() {
        stream.stall();
        emit(1, 2);
        sockets.get(0).close(CloseStatus.REPLACED);
        stream.resume();
        assertEquals(
                "{\"type\":\"close\",\"code\":4409,\"reason\":\"replaced\"}",
                stream.told().get(2));
        assertTrue(stream.hasEnded());
        assertTrue(sse.isOver(connection.id()));
        clock.advance(GRACE);
        assertFalse(sse.isOver(connection.id()));
    }

    @Test
    void whoever_is_closed_while_away_is_told_when_it_comes_back() {
        connection.lost(stream);
        sockets.get(0).disconnect();
        FakeStream next = comeBack(0);
        assertTrue(next.told().get(0).contains("\"type\":\"close\",\"code\":1000"));
        assertTrue(next.hasEnded());
    }

    @Test
    void who_says_good_bye_is_gone_at_once_and_its_posts_are_answered() {
        FakeAnswer answer = answerTo("{'type':'slow','ack':1}");
        connection.left();
        assertEquals("gone", answer.toString());
        assertEquals(List.of("TRANSPORT_CLOSE"), left);
        assertTrue(stream.hasEnded());
        assertTrue(sse.isOver(connection.id()));
    }

    @Test
    void who_is_kept_out_by_a_middleware_is_told_in_the_stream() {
        io.root().use(socket -> {
            throw new ConnectRefused("no");
        });
        FakeStream other = new FakeStream();
        open(other);
        assertTrue(other.events().get(0).data().startsWith("{\"type\":\"session\""), other.text());
        assertTrue(other.told().get(0).contains("\"code\":1008,\"reason\":\"refused\""), other.text());
        assertTrue(other.hasEnded());
        assertEquals(1, connections.count());
    }

    @Test
    void there_is_room_for_so_many() {
        open(new FakeStream());
        open(new FakeStream());
        assertFalse(sse.hasRoom());
        assertTrue(sse.open(OpeningRequests.any(), new FakeStream(), unused -> null).isEmpty());
        connection.left();
        assertTrue(sse.hasRoom());
    }

    @Test
    void all_sessions_end_with_the_server() {
        sse.close();
        assertTrue(stream.told().get(0).contains("\"code\":1001,\"reason\":\"server shutting down\""));
        assertTrue(stream.hasEnded());
        assertEquals(List.of("SERVER_SHUTTING_DOWN"), left);
        assertFalse(sse.hasRoom());
        assertEquals(0, connections.count());
    }

    @Test
    void a_paused_connection_answers_no_post_until_it_is_resumed() {
        connection.pause();
        FakeAnswer answer = answerTo("{'type':'say','ack':1}");
        assertEquals("", answer.toString());
        connection.resume();
        assertTrue(answer.toString().contains("\"id\":17"));
    }

    @Test
    void more_posts_than_may_be_unanswered_are_turned_away() {
        connection.pause();
        IntStream.range(0, MessageOptions.defaults().maxUnhandled()).forEach(i -> post("{'type':'say'}"));
        assertEquals("busy", post("{'type':'say'}"));
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
