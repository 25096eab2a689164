package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.Receiver;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.User;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class DoormanTest {
    private final VirtualScheduler clock = new VirtualScheduler();
    private final SocketIoServer server = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    private final Connections connections = new Connections(ConnectionOptions.defaults(), clock, Runnable::run);
    private final Doorman doorman = new Doorman(server);
    private String shown; // null for nothing
    private boolean acceptsGuests;
    private boolean stillCounts = true;

    DoormanTest() {
        server.authenticator(new Authenticator() {
            @Override
            public Optional<String> credentials(Handshake handshake) {
                return Optional.ofNullable(shown);
            }

            @Override
            public CompletionStage<User> verify(String credentials) {
                return credentials.equals("forged")
                        ? CompletableFuture.failedStage(AuthRefused.invalid("forged"))
                        : CompletableFuture.completedStage(new User(credentials, Set.of("admin"), clock.instant().plusSeconds(20)));
            }

            @Override
            public boolean stillCounts(User user) {
                return stillCounts;
            }

            @Override
            public boolean acceptsGuests() {
                return acceptsGuests;
            }
        });
    }

    private OpeningRequest identified() {
        return doorman.identified(OpeningRequests.any());
    }

    private FakeTransport open(OpeningRequest request) {
        FakeTransport transport = new FakeTransport();
        connections.open(request, transport, connection -> {
            doorman.watch(connection);
            return Receiver.NOBODY;
        });
        return transport;
    }

    @Test
    void who_shows_a_token_is_its_user_with_its_roles() {
        shown = "anna";
        assertEquals("anna", identified().principal().map(Principal::getName).orElse(""));
        assertEquals(Set.of("admin"), identified().roles());
    }

    @Test
    void who_shows_none_or_a_bad_one_does_not_come_in() {
        assertEquals("auth required", assertThrows(AuthRefused.class, this::identified).getMessage());
        shown = "forged";
        assertEquals("auth invalid", assertThrows(AuthRefused.class, this::identified).getMessage());
        assertEquals(
                401,
                assertThrows(HandshakeRefused.class, () -> doorman.admitted(OpeningRequests.any())).status().orElse(0));
        acceptsGuests = true;
        assertThrows(AuthRefused.class, this::identified, "a bad token makes nobody a guest");
    }

    @Test
    void guests_and_whom_the_container_knows_come_in_where_they_may() {
        OpeningRequest ofContainer = OpeningRequests.any().as(() -> "carla", Set.of());
        assertSame(ofContainer, doorman.identified(ofContainer));
        acceptsGuests = true;
        assertEquals(Optional.empty(), identified().principal());
        server.authenticator(null);
        assertEquals(Optional.empty(), identified().principal());
    }

    @Test
    void a_connection_ends_with_its_token() {
        shown = "anna";
        FakeTransport anna = open(identified());
        acceptsGuests = true;
        shown = null;
        FakeTransport guest = open(identified());
        clock.advance(Duration.ofSeconds(19));
        assertNull(anna.closed());
        clock.advance(Duration.ofSeconds(1));
        assertEquals(CloseStatus.AUTH_EXPIRED, anna.closed());
        assertNull(guest.closed());
    }

    @Test
    void what_is_taken_back_ends_it_at_once_and_so_do_other_roles() {
        shown = "anna";
        FakeTransport anna = open(identified());
        shown = "bo";
        FakeTransport bo = open(identified());
        server.revoke(user -> user.id().equals("anna"));
        assertEquals(CloseStatus.AUTH_REVOKED, anna.closed());
        assertNull(bo.closed());
        server.changeUsers(user -> user.id().equals("bo"), user -> new User("bo"));
        assertEquals(CloseStatus.AUTH_REVOKED, bo.closed());
    }

    @Test
    void what_was_taken_back_on_its_way_ends_it_as_it_comes() {
        shown = "anna";
        OpeningRequest anna = identified();
        stillCounts = false;
        assertEquals(CloseStatus.AUTH_REVOKED, open(anna).closed());
    }

    @Test
    void nothing_is_left_of_a_connection_that_is_gone() {
        shown = "anna";
        int before = clock.waiting();
        connections.open(identified(), new FakeTransport(), connection -> {
            doorman.watch(connection);
            return Receiver.NOBODY;
        }).orElseThrow().closedByPeer(CloseStatus.NORMAL);
        assertEquals(before, clock.waiting());
    }
}
