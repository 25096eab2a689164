package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a connection lives, and how it ends. */
class WebSocketConnectionTest extends WebSocketConnectionFixture {
    @Test
    void it_is_pinged_after_25_seconds_and_given_up_after_20_seconds_of_silence() {
        clock.advance(Duration.ofSeconds(24));
        assertEquals(0, transport.pings());
        clock.advance(Duration.ofSeconds(2));
        assertEquals(1, transport.pings());
        clock.advance(Duration.ofSeconds(18));
        assertTrue(connection.isOpen());
        clock.advance(Duration.ofSeconds(4));
        assertFalse(connection.isOpen());
        assertEquals(List.of(CloseStatus.PING_TIMEOUT), closed);
        assertEquals(0, connections.count());
    }

    @Test
    void a_pong_keeps_it_alive() {
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofSeconds(5));
            connection.pong(ByteBuffer.allocate(0));
        }
        assertTrue(connection.isOpen());
        assertTrue(transport.pings() >= 35, "pings: " + transport.pings());
    }

    @Test
    void the_time_our_own_handler_takes_is_not_the_peers_silence() {
        clock.advance(Duration.ofSeconds(26));
        assertEquals(1, transport.pings());
        handler = message -> clock.advance(Duration.ofSeconds(60));
        connection.text("slow", true);
        assertTrue(connection.isOpen());
    }

    @Test
    void it_ends_once_whoever_ends_it() {
        connection.closedByPeer(CloseStatus.NORMAL);
        connection.closedByPeer(CloseStatus.ABNORMAL);
        connection.close(CloseStatus.REPLACED);
        assertEquals(List.of(CloseStatus.NORMAL), closed);
        assertNull(transport.closed());
    }

    @Test
    void nothing_reaches_the_receiver_after_the_end() {
        connection.close(CloseStatus.NORMAL);
        connection.text("late", true);
        assertEquals(List.of(), received);
    }

    @Test
    void a_peer_that_goes_on_after_our_close_fills_no_memory() {
        connection.close(CloseStatus.NORMAL);
        connection.binary(ByteBuffer.allocate(11), false);
        assertEquals(CloseStatus.NORMAL, transport.closed());
    }

    @Test
    void a_connection_whose_receiver_cannot_be_made_is_closed_with_1011() {
        FakeTransport other = new FakeTransport();
        connections.open(OpeningRequests.any(), other, made -> {
            throw new IllegalStateException("on purpose");
        });
        assertEquals(CloseStatus.INTERNAL_ERROR, other.closed());
        assertEquals(1, connections.count());
    }

    @Test
    void a_peer_that_does_not_read_is_closed_when_the_server_stops() throws Exception {
        transport.stall();
        connection.send(List.of(Message.text("a")), false);
        connection.send(List.of(Message.text("b")), false);
        connections.close(Duration.ofMillis(10));
        assertEquals(CloseStatus.SHUTTING_DOWN, transport.closed());
        assertEquals(0, connections.count());
    }

    @Test
    void there_are_no_more_connections_than_the_limit() {
        assertTrue(connections.hasRoom());
        open();
        assertFalse(connections.hasRoom());
        FakeTransport third = new FakeTransport();
        assertEquals(Optional.empty(), connections.open(OpeningRequests.any(), third, made -> null));
        assertEquals(new CloseStatus(1013, "try again later; retryAfter=5000"), third.closed());
        connection.close(CloseStatus.NORMAL);
        assertEquals(1, connections.count());
    }

    @Test
    void closing_the_server_closes_every_connection_with_1001() {
        connections.close();
        assertEquals(CloseStatus.SHUTTING_DOWN, transport.closed());
        FakeTransport late = new FakeTransport();
        assertEquals(Optional.empty(), connections.open(OpeningRequests.any(), late, made -> null));
        assertEquals(CloseStatus.SHUTTING_DOWN, late.closed());
        assertEquals(0, connections.count());
        assertEquals(0, clock.waiting());
    }

    @Test
    void its_state_goes_from_connecting_to_closed() {
        List<Connection.State> states = new ArrayList<>();
        WebSocketConnection fresh = connections
                .open(OpeningRequests.any(), new FakeTransport(), made -> {
                    states.add(made.state());
                    return new Receiver() {
                        @Override
                        public void received(Message message) {}

                        @Override
                        public void closed(CloseStatus status) {
                            states.add(made.state());
                        }
                    };
                })
                .orElseThrow();
        assertEquals(Connection.State.OPEN, fresh.state());
        fresh.closedByPeer(CloseStatus.NORMAL);
        assertEquals(List.of(Connection.State.CONNECTING, Connection.State.CLOSED), states);
    }

    @Test
    void it_is_closing_until_what_waits_has_been_sent() {
        transport.stall();
        connection.send(List.of(Message.text("last")), false);
        connection.close(CloseStatus.NORMAL);
        assertEquals(Connection.State.CLOSING, connection.state());
        assertEquals(4, connection.bufferedBytes());
        transport.resume();
        assertEquals(Connection.State.CLOSED, connection.state());
        assertEquals(0, connection.bufferedBytes());
        assertEquals(CloseStatus.NORMAL, transport.closed());
    }

    @Test
    void terminated_it_does_not_wait_for_what_is_in_flight() {
        transport.stall();
        connection.send(List.of(Message.text("never read")), false);
        connection.close(CloseStatus.NORMAL);
        connection.terminate();
        assertEquals(CloseStatus.TERMINATED, transport.closed());
        assertEquals(List.of(CloseStatus.TERMINATED), closed);
    }
}
