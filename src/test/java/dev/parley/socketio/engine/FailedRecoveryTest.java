package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SavedSocket;
import dev.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Clients that come back as somebody new, because they come too late or ask for what nobody knows. */
class FailedRecoveryTest extends RecoveryFixture {
    FailedRecoveryTest() {
        super(RecoveryOptions.on());
    }

    @Test
    void an_unknown_private_id_gives_a_new_socket() {
        Ticket ticket = arriveAndDrop();
        assertNew(RecoveryFailure.UNKNOWN_PID, new Ticket(ticket.sid(), "AAAAAAAAAAAAAAAAAAAA", ticket.offset()));
    }

    @Test
    void an_unknown_offset_gives_a_new_socket() {
        Ticket ticket = arriveAndDrop();
        for (String offset : List.of("", "x", ticket.offset() + "9", ticket.offset().substring(0, 4), "AAAA1", "-1")) {
            assertNew(RecoveryFailure.OFFSET_UNKNOWN, ticket.at(offset));
        }
        assertRecovered(ticket);
    }

    @Test
    void what_was_sent_before_it_first_came_in_cannot_be_asked_for() {
        EngineClient.WebSocket earlier = engine.webSocket("4");
        Ticket stranger = arrive(earlier);
        root.emit("secret");
        Ticket ticket = arriveAndDrop();
        assertNew(RecoveryFailure.OFFSET_UNKNOWN, ticket.at(stranger.offset()));
    }

    @Test
    void once_it_is_back_nobody_else_can_be_it() {
        Ticket ticket = arriveAndDrop();
        root.emit("missed");
        String offset = offset(comeBack(ticket).get(0));
        assertNew(RecoveryFailure.STILL_CONNECTED, ticket);
        assertNew(RecoveryFailure.STILL_CONNECTED, ticket.at(offset));
        Socket first = socket(ticket.sid());
        assertTrue(first.isConnected(), "whoever else tries does no harm to it");
    }

    @Test
    void what_it_had_when_it_came_back_cannot_be_asked_for_again() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket first = arrive(client);
        root.emit("second");
        Ticket second = first.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        EngineClient.WebSocket again = engine.webSocket("4").send(second.connect());
        again.leaves(1006, "");
        assertNew(RecoveryFailure.OFFSET_UNKNOWN, first);
        assertRecovered(second);
    }

    @Test
    void it_has_two_minutes_and_its_expiry_is_told() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        socket(ticket.sid()).join("r");
        socket(ticket.sid()).data().put("name", "Anna");
        client.leaves(1006, "");
        Ticket other = arriveAndDrop();
        engine.advance(119_999);
        assertEquals(List.of(), expired);
        assertRecovered(other);
        engine.advance(1);
        assertEquals(
                List.of(new SavedSocket("/", ticket.sid(), Set.of(ticket.sid(), "r"), Map.of("name", "Anna"))), expired);
        assertNew(RecoveryFailure.EXPIRED, ticket);
        engine.advance(600_000);
        assertEquals(1, expired.size());
    }

    @Test
    void a_quiet_namespace_is_recovered_however_long_ago_the_last_event_was() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        engine.advance(3_600_000);
        client.leaves(1006, "");
        assertRecovered(ticket);
    }

    @Test
    void nothing_waits_for_anybody_when_all_have_expired() {
        arriveAndDrop();
        engine.advance(30_000);
        int before = engine.clock.waiting();
        engine.advance(3_600_000);
        assertEquals(before - 2, engine.clock.waiting(), "the session's timer and the one of the events");
    }

    @Test
    void a_listener_that_fails_is_no_reason_not_to_tell_the_others() {
        Namespace own = io.of("/own");
        own.onRecoveryExpired(socket -> {
            throw new IllegalStateException("ours");
        });
        own.onRecoveryExpired(expired::add);
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send("40/own,").leaves(1006, "");
        engine.advance(120_000);
        assertEquals(1, expired.size());
    }
}
