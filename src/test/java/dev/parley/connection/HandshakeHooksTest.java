package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.testkit.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandshakeHooksTest {
    private final HandshakeHooks hooks = new HandshakeHooks();
    private final OpeningRequest request = OpeningRequests.any();

    @Test
    void without_checks_everybody_may_come_in() {
        assertEquals(Optional.empty(), hooks.refusal(request, "no"));
    }

    @Test
    void a_check_that_fails_refuses() {
        hooks.allowRequest(each -> {
            throw new IllegalStateException("the database is gone");
        });
        assertEquals("no", hooks.refusal(request, "no").orElseThrow().getMessage());
    }

    @Test
    void the_first_sub_protocol_is_chosen_unless_the_application_chooses() {
        assertEquals(Optional.of("a"), hooks.subprotocol(List.of("a", "b"), request));
        assertEquals(Optional.empty(), hooks.subprotocol(List.of(), request));
        hooks.chooseSubprotocol((offered, of) -> Optional.of("b"));
        assertEquals(Optional.of("b"), hooks.subprotocol(List.of("a", "b"), request));
    }

    @Test
    void what_the_client_does_not_offer_is_not_chosen() {
        hooks.chooseSubprotocol((offered, of) -> Optional.of("c"));
        assertEquals(Optional.empty(), hooks.subprotocol(List.of("a"), request));
    }

    @Test
    void a_hook_that_fails_keeps_no_other_from_adding_headers() {
        hooks.onHeaders((of, headers) -> {
            throw new IllegalStateException("no");
        });
        hooks.onHeaders((of, headers) -> headers.put("X-A", of.path()));
        assertEquals(Map.of("X-A", request.path()), hooks.headers(request));
    }

    @Test
    void a_status_of_a_refusal_is_one_of_an_error() {
        assertEquals(
                "status must be 400..599, was 200",
                assertThrows(IllegalArgumentException.class, () -> HandshakeRefused.with(200, Map.of(), "ok"))
                        .getMessage());
    }

    @Test
    void a_servers_connections_are_known_until_they_end() {
        WebSocketServer server = new WebSocketServer(
                new Connections(ConnectionOptions.defaults(), new VirtualScheduler(), Runnable::run));
        List<FailedHandshake> failed = new ArrayList<>();
        server.onConnectionError(failed::add);
        WebSocketConnection connection = server.open(request, new FakeTransport(), made -> new Receiver() {
                    @Override
                    public void received(Message message) {}

                    @Override
                    public void closed(CloseStatus status) {}
                })
                .orElseThrow();
        assertEquals(List.of(connection), List.copyOf(server.connections()));
        connection.terminate();
        assertEquals(List.of(), List.copyOf(server.connections()));
        FailedHandshake refused = new FailedHandshake(request, 403, "no", Map.of("name", "FORBIDDEN_ORIGIN"));
        server.failed(refused);
        assertEquals(List.of(refused), failed);
    }
}
