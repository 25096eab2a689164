package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.Pace;
import dev.parley.connection.RateOptions;
import dev.parley.connection.WebSocketConnection;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.LimitRefused;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's own namespace, reached by a native client. */
class NativePeerTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final Connections connections = new Connections(ConnectionOptions.defaults(), clock, Runnable::run);
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final FakeTransport transport = new FakeTransport();
    private final List<Arguments> said = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final NativeWire wire = new NativeWire(new GenericVocabulary());
    private WebSocketConnection connection;

    @BeforeEach
    void open() {
        io.root().onConnection(sockets::add);
        io.root().on("say", (socket, arguments, ack) -> {
            said.add(arguments);
            ack.send(Map.of("id", 17));
        });
        connection = connect(transport);
    }

    private WebSocketConnection connect(FakeTransport over) {
        return connections
                .open(
                        OpeningRequests.any(),
                        over,
                        made -> new NativePeer(
                                made,
                                io,
                                "/",
                                namespace -> wire,
                                new RateOptions(10, 20, 1_000, 4_000),
                                Frame::of))
                .orElseThrow();
    }

    private List<String> answerTo(String text) {
        transport.forget();
        connection.text(text, true);
        return transport.texts();
    }

    @Test
    void the_members_beside_type_and_ack_are_the_one_object_argument() {
        assertEquals(List.of("{\"type\":\"ack\",\"ack\":1,\"id\":17}"), answerTo("{\"type\":\"say\",\"text\":\"hi\",\"ack\":1}"));
        assertEquals("[{\"text\":\"hi\"}]", said.get(0).toString());
    }

    @Test
    void other_arguments_are_in_args() {
        answerTo("{\"type\":\"say\",\"args\":[\"text\",42,{\"type\":\"x\"}]}");
        assertEquals("[\"text\",42,{\"type\":\"x\"}]", said.get(0).toString().replace(", ", ","));
    }

    @Test
    void an_event_without_members_has_an_empty_object() {
        answerTo("{\"type\":\"say\"}");
        assertEquals("[{}]", said.get(0).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9007199254740991", "\"a\"", "\"0123456789012345678901234567890123456789012345678901234567890123\""})
    void an_ack_is_repeated_as_it_came(String ack) {
        assertEquals(
                List.of("{\"type\":\"ack\",\"ack\":" + ack + ",\"id\":17}"),
                answerTo("{\"type\":\"say\",\"ack\":" + ack + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-1", "1.5", "9007199254740992", "1e400", "\"\"", "null", "true", "[]", "{}",
        "\"01234567890123456789012345678901234567890123456789012345678901234\""})
    void an_ack_of_another_kind_is_refused(String ack) {
        String answer = answerTo("{\"type\":\"say\",\"ack\":" + ack + "}").get(0);
        assertTrue(answer.contains("\"code\":\"FIELD_TYPE\"") && answer.contains("\"field\":\"ack\""), answer);
        assertEquals(List.of(), said);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "nope               | BAD_JSON",
        "{\"type\":         | BAD_JSON",
        "{} {}              | BAD_JSON",
        "`  `               | BAD_JSON",
        "[1]                | NOT_AN_OBJECT",
        "42                 | NOT_AN_OBJECT",
        "\"a\"            | NOT_AN_OBJECT",
        "null               | NOT_AN_OBJECT",
        "{}                 | TYPE_MISSING",
        "{\"type\":5}       | TYPE_MISSING",
        "{\"type\":\"what\"}| TYPE_UNKNOWN",
        "{\"type\":\"disconnect\"}| TYPE_UNKNOWN",
    })
    void bad_input_is_answered_and_the_connection_stays(String text, String code) {
        String answer = answerTo(text).get(0);
        assertTrue(answer.startsWith("{\"type\":\"error\",\"code\":\"" + code + "\""), answer);
        assertEquals(1, answerTo("{\"type\":\"say\",\"ack\":2}").size());
    }

    @Test
    void nesting_up_to_128_is_read_and_one_deeper_is_refused() {
        answerTo("{\"type\":\"say\",\"x\":" + "[".repeat(127) + "]".repeat(127) + "}");
        assertEquals(1, said.size());
        assertTrue(answerTo("{\"type\":\"say\",\"x\":" + "[".repeat(128) + "]".repeat(128) + "}")
                .get(0)
                .contains("BAD_JSON"));
        assertEquals(1, said.size());
    }

    @Test
    void binary_is_refused_and_the_connection_stays() {
        connection.binary(ByteBuffer.wrap(new byte[] {1}), true);
        assertTrue(transport.texts().get(0).contains("BINARY_UNEXPECTED"));
        assertTrue(connection.isOpen());
    }

    @Test
    void events_of_the_server_are_spread_the_same_way() {
        Socket socket = sockets.get(0);
        transport.forget();
        socket.emit("one", Map.of("a", 1));
        socket.emit("many", "text", 42, null, true, new byte[] {1, 2, 3});
        socket.emit("none");
        socket.emit("nested", Map.of("type", "x"));
        assertEquals(
                List.of(
                        "{\"type\":\"one\",\"a\":1}",
                        "{\"type\":\"many\",\"args\":[\"text\",42,null,true,\"AQID\"]}",
                        "{\"type\":\"none\",\"args\":[]}",
                        "{\"type\":\"nested\",\"args\":[{\"type\":\"x\"}]}"),
                transport.texts());
    }

    @Test
    void the_server_asks_for_an_acknowledgement_and_gets_it() {
        transport.forget();
        CompletableFuture<Arguments> answer = sockets.get(0).emitWithAck(Duration.ofSeconds(1), "q", Map.of("a", 1));
        assertEquals(List.of("{\"type\":\"q\",\"a\":1,\"ack\":0}"), transport.texts());
        connection.text("{\"type\":\"ack\",\"ack\":0,\"b\":2}", true);
        assertEquals("[{\"b\":2}]", answer.join().toString());
    }

    @Test
    void a_flood_is_refused_once_a_second_and_then_closed_with_1008() {
        for (int i = 0; i < 20; i++) {
            connection.text("{\"type\":\"say\"}", true);
        }
        assertEquals(20, said.size());
        transport.forget();
        for (int i = 0; i < 19; i++) {
            connection.text("{\"type\":\"say\"}", true);
        }
        assertEquals(20, said.size());
        assertEquals(1, transport.texts().size());
        assertTrue(transport.texts().get(0).contains("\"code\":\"RATE_LIMITED\""));
        assertTrue(transport.texts().get(0).contains("\"retryAfter\":200"), transport.texts().get(0));
        assertTrue(connection.isOpen());
        connection.text("{\"type\":\"say\"}", true);
        assertEquals(CloseStatus.RATE_LIMIT, transport.closed());
    }

    /** A message of so many bytes. */
    private static String say(int bytes) {
        return "{\"type\":\"say\",\"x\":\"" + "x".repeat(bytes - 21) + "\"}";
    }

    @Test
    void as_many_bytes_as_allowed_are_heard_and_not_one_more() {
        connection.text(say(2_000), true);
        connection.text(say(2_000), true);
        assertEquals(2, said.size());
        connection.text(say(22), true);
        assertEquals(2, said.size());
        assertEquals(
                List.of("{\"type\":\"error\",\"code\":\"RATE_LIMITED\",\"message\":\"a client may send 1000 bytes a second"
                        + " (parley.rate.bytes-per-second), 4000 at once (parley.rate.bytes-burst); go on in 44 ms\","
                        + "\"retryAfter\":44}"),
                transport.texts());
    }

    @Test
    void who_floods_with_binary_messages_is_told_before_being_closed() {
        for (int i = 0; i < 39; i++) {
            connection.binary(ByteBuffer.allocate(1), true);
        }
        assertEquals(21, transport.texts().size());
        assertTrue(transport.texts().get(20).contains("\"code\":\"RATE_LIMITED\""));
        assertTrue(connection.isOpen());
        connection.binary(ByteBuffer.allocate(1), true);
        assertEquals(CloseStatus.RATE_LIMIT, transport.closed());
    }

    @Test
    void of_bytes_as_many_wait_for_a_client_to_be_let_in_as_may_come_at_once_and_not_one_more() {
        CompletableFuture<Void> thinking = new CompletableFuture<>();
        io.root().useAsync(socket -> thinking);
        FakeTransport patient = new FakeTransport();
        WebSocketConnection one = connect(patient);
        FakeTransport hasty = new FakeTransport();
        WebSocketConnection other = connect(hasty);
        one.text(say(2_000), true);
        one.text(say(2_000), true);
        other.text(say(2_000), true);
        other.text(say(2_001), true);
        assertTrue(hasty.texts().get(0).contains("\"code\":\"RATE_LIMITED\""));
        assertEquals(CloseStatus.RATE_LIMIT, hasty.closed());
        thinking.complete(null);
        assertEquals(2, said.size());
        assertTrue(one.isOpen());
    }

    @Test
    void what_comes_before_a_client_is_let_in_waits_and_one_message_too_many_is_refused_and_closed() {
        CompletableFuture<Void> thinking = new CompletableFuture<>();
        io.root().useAsync(socket -> thinking);
        FakeTransport patient = new FakeTransport();
        WebSocketConnection one = connect(patient);
        FakeTransport hasty = new FakeTransport();
        WebSocketConnection other = connect(hasty);
        for (int i = 0; i < 20; i++) {
            one.text("{\"type\":\"say\"}", true);
            other.text("{\"type\":\"say\"}", true);
        }
        assertEquals(List.of(), hasty.texts());
        other.text("{\"type\":\"say\"}", true);
        String told = hasty.texts().get(0);
        assertTrue(told.startsWith("{\"type\":\"error\",\"code\":\"RATE_LIMITED\"") && told.contains("\"retryAfter\":5000"), told);
        assertTrue(told.contains("a client may send 20 messages (parley.rate.burst) of 4000 bytes (parley.rate.bytes-burst)"), told);
        assertEquals(CloseStatus.RATE_LIMIT, hasty.closed());
        thinking.complete(null);
        assertEquals(20, said.size());
        assertTrue(one.isOpen());
    }

    @Test
    void who_waits_after_a_flood_may_go_on() {
        for (int i = 0; i < 30; i++) {
            connection.text("{\"type\":\"say\"}", true);
        }
        clock.advance(Duration.ofMillis(1_100));
        connection.text("{\"type\":\"say\"}", true);
        assertEquals(21, said.size());
    }

    @Test
    void a_refused_message_with_an_ack_is_answered_each_time() {
        for (int i = 0; i < 20; i++) {
            connection.text("{\"type\":\"say\"}", true);
        }
        String first = answerTo("{\"type\":\"say\",\"ack\":1}").get(0);
        String second = answerTo("{\"type\":\"say\",\"ack\":2}").get(0);
        assertTrue(first.startsWith("{\"type\":\"ack\",\"ack\":1,\"error\":{\"code\":\"RATE_LIMITED\""), first);
        assertTrue(second.startsWith("{\"type\":\"ack\",\"ack\":2,\"error\":"), second);
    }

    @Test
    void who_is_kept_out_by_a_middleware_is_closed_with_1008() {
        io.root().use(socket -> {
            throw new ConnectRefused("no");
        });
        FakeTransport other = new FakeTransport();
        connect(other);
        assertEquals(CloseStatus.REFUSED, other.closed());
    }

    @Test
    void who_is_kept_out_by_a_limit_is_told_which_and_closed_with_1013() {
        io.root().use(socket -> {
            throw LimitRefused.namespaces(NoRoom.namespaces(7));
        });
        FakeTransport other = new FakeTransport();
        connect(other);
        assertEquals(
                List.of("{\"type\":\"error\",\"code\":\"TOO_MANY_NAMESPACES\","
                        + "\"message\":\"the server has 7 namespaces, which is all it may (parley.namespaces.max)\","
                        + "\"retryAfter\":5000}"),
                other.texts());
        assertEquals(CloseStatus.TRY_AGAIN_LATER, other.closed());
    }

    @Test
    void the_socket_leaves_with_its_connection() {
        assertNotNull(sockets.get(0));
        connection.closedByPeer(CloseStatus.ABNORMAL);
        assertEquals(0, io.root().localCount());
    }

    @Test
    void a_broadcast_is_paid_for_by_the_address_that_caused_it() {
        for (int i = 1; i < Pace.RECEIVERS; i++) {
            connect(new FakeTransport());
        }
        io.root().on("repeat", (socket, arguments, ack) -> {
            for (int i = 0; i < 2_000; i++) { // as many messages as an address may send after a rest
                if (arguments.get(0).toString().contains("all")) {
                    io.root().emit("all");
                } else {
                    socket.emit("one");
                }
            }
        });
        answerTo("{\"type\":\"repeat\",\"to\":\"one\"}");
        assertEquals(Duration.ZERO, due(), "answers cost nothing");
        for (int i = 0; i < 2_000; i++) {
            io.root().emit("from the server");
        }
        assertEquals(Duration.ZERO, due(), "nobody has asked for these");
        answerTo("{\"type\":\"repeat\",\"to\":\"all\"}");
        assertEquals(Duration.ofMillis(1), due());
    }

    private Duration due() {
        return connections.pace().take(Optional.of("192.0.2.1"), 0);
    }
}
