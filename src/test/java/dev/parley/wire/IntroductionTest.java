package dev.parley.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RateOptions;
import dev.parley.connection.WebSocketConnection;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.User;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import jakarta.json.JsonObject;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How native clients show who they are. */
class IntroductionTest {
    private static final Map<String, List<String>> ANNOUNCED = Map.of("auth", List.of("message"));

    private final VirtualScheduler clock = new VirtualScheduler();
    private final Connections connections = new Connections(ConnectionOptions.defaults(), clock, Runnable::run);
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final FakeTransport transport = new FakeTransport();
    private final List<String> heard = new ArrayList<>();
    private boolean acceptsGuests = true;
    private Vocabulary vocabulary = new GenericVocabulary();

    /** The token is the name, and ends after 100 seconds. */
    private final class Tokens implements Authenticator {
        @Override
        public Optional<String> credentials(Handshake handshake) {
            if (handshake.header("X-Token").filter("odd"::equals).isPresent()) {
                throw AuthRefused.invalid("nothing that could be understood");
            }
            return Optional.ofNullable(handshake.auth().getString("token", null)).or(() -> handshake.header("X-Token"));
        }

        @Override
        public CompletionStage<User> verify(String credentials) {
            return credentials.equals("stale")
                    ? CompletableFuture.failedStage(AuthRefused.expired())
                    : CompletableFuture.completedStage(new User(credentials, Set.of(), clock.instant().plusSeconds(100)));
        }

        @Override
        public boolean acceptsGuests() {
            return acceptsGuests;
        }
    }

    private WebSocketConnection connect(Map<String, List<String>> query, Map<String, List<String>> headers) {
        io.authenticator(new Tokens());
        io.root().onConnection(socket -> heard.add("hello "
                + socket.handshake().principal().map(Principal::getName).orElse("guest")));
        io.root().on("say", (socket, arguments, ack) -> heard.add(arguments.object(0).getString("text")));
        OpeningRequest request =
                new OpeningRequest("192.0.2.1", false, "/ws", query, headers, Map.of(), null, clock.instant());
        return connections
                .open(
                        request,
                        transport,
                        made -> new NativePeer(
                                made, io, "/", namespace -> new NativeWire(vocabulary), new RateOptions(10, 20), Frame::of))
                .orElseThrow();
    }

    @Test
    void a_header_needs_no_introduction() {
        connect(Map.of(), Map.of("X-Token", List.of("anna")));
        assertEquals(List.of("hello anna"), heard);
    }

    @Test
    void a_guest_comes_in_at_once() {
        connect(Map.of(), Map.of());
        assertEquals(List.of("hello guest"), heard);
    }

    @Test
    void who_announces_a_token_by_message_comes_in_with_it_and_not_before() {
        WebSocketConnection connection = connect(ANNOUNCED, Map.of());
        assertEquals(List.of(), heard);
        connection.text("{\"type\":\"auth\",\"token\":\"anna\"}", true);
        connection.text("{\"type\":\"say\",\"text\":\"hi\"}", true);
        assertEquals(List.of("hello anna", "hi"), heard);
        pass(connection, 50);
        assertNull(transport.closed(), "the deadline of the introduction");
    }

    @Test
    void where_guests_may_not_come_a_message_is_the_only_way_left_and_is_waited_for() {
        acceptsGuests = false;
        WebSocketConnection connection = connect(Map.of(), Map.of());
        connection.text("{\"type\":\"auth\",\"token\":\"anna\"}", true);
        assertEquals(List.of("hello anna"), heard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"say\",\"text\":\"hi\"}", "{\"token\":\"anna\"}", "nope", "[1]", "{\"type\":7}"})
    void who_begins_with_something_else_is_closed_with_4401(String first) {
        connect(ANNOUNCED, Map.of()).text(first, true);
        assertEquals(CloseStatus.AUTH_REQUIRED, transport.closed());
        assertEquals(List.of(), heard);
    }

    @Test
    void an_introduction_without_a_token_makes_a_guest_where_they_may_come() {
        connect(ANNOUNCED, Map.of()).text("{\"type\":\"auth\"}", true);
        assertEquals(List.of("hello guest"), heard);
    }

    @Test
    void an_introduction_without_a_token_is_none_where_guests_may_not_come() {
        acceptsGuests = false;
        connect(Map.of(), Map.of()).text("{\"type\":\"auth\"}", true);
        assertEquals(new CloseStatus(4401, "auth required"), transport.closed());
    }

    @Test
    void who_says_nothing_is_closed_after_a_while() {
        connect(ANNOUNCED, Map.of());
        clock.advance(Duration.ofMillis(44_999));
        assertNull(transport.closed());
        clock.advance(Duration.ofMillis(1));
        assertEquals(CloseStatus.AUTH_REQUIRED, transport.closed());
    }

    @Test
    void a_token_that_is_not_valid_any_more_closes_with_4401_and_says_why() {
        connect(ANNOUNCED, Map.of()).text("{\"type\":\"auth\",\"token\":\"stale\"}", true);
        assertEquals(new CloseStatus(4401, "auth expired"), transport.closed());
    }

    @Test
    void a_token_that_ends_closes_with_4401_unless_a_new_one_is_shown() {
        WebSocketConnection connection = connect(Map.of(), Map.of("X-Token", List.of("anna")));
        renew(connection);
        pass(connection, 99);
        assertNull(transport.closed());
        pass(connection, 1);
        assertEquals(CloseStatus.AUTH_EXPIRED, transport.closed());
    }

    @Test
    void the_words_of_a_dialect_are_not_asked_for_how_tokens_are_renewed() {
        vocabulary = new Vocabulary() {
            @Override
            public Inbound read(JsonObject frame) {
                throw new EventRefused("TYPE_UNKNOWN", "type", "this dialect has one word");
            }

            @Override
            public List<JsonObject> write(String event, Arguments arguments) {
                return List.of();
            }
        };
        WebSocketConnection connection = connect(Map.of(), Map.of("X-Token", List.of("anna")));
        renew(connection);
    }

    @Test
    void credentials_that_are_not_understood_close_with_4401_however_the_client_begins() {
        connect(ANNOUNCED, Map.of("X-Token", List.of("odd")));
        assertEquals(new CloseStatus(4401, "auth invalid"), transport.closed());
    }

    /** Is warned 60 seconds before the end, and shows a new token. */
    private void renew(WebSocketConnection connection) {
        pass(connection, 40);
        assertEquals(List.of("{\"type\":\"auth expiring\",\"seconds\":60}"), transport.texts());
        transport.forget();
        connection.text("{\"type\":\"auth\",\"token\":\"anna\",\"ack\":1}", true);
        assertEquals(List.of("{\"type\":\"ack\",\"ack\":1,\"id\":\"anna\"}"), transport.texts());
    }

    /** Lets time pass for a client that is alive. */
    private void pass(WebSocketConnection connection, int seconds) {
        for (int i = 0; i < seconds; i++) {
            clock.advance(Duration.ofSeconds(1));
            if (transport.pings() > 0) {
                connection.pong(transport.lastPing());
            }
        }
    }

    @Test
    void who_goes_before_leaves_no_timer() {
        int before = clock.waiting();
        connect(ANNOUNCED, Map.of()).closedByPeer(CloseStatus.NORMAL);
        assertEquals(before, clock.waiting());
    }
}
