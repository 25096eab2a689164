package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SavedSocket;
import dev.parley.socketio.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that lose their connection and come back, frame by frame (Socket.IO documentation, "Connection state recovery"). */
class RecoveryTest extends RecoveryFixture {

    RecoveryTest() {
        super(RecoveryOptions.on());
    }

    // offsets

    @Test
    void the_welcome_has_a_private_id_and_events_end_with_an_offset() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40").texts().get(0));
        socket(ticket.sid()).emit("echo", "a");
        root.emit("none");
        List<String> events = client.texts();
        assertEquals(List.of("42[\"echo\",\"a\"]", "42[\"none\"]"), plain(events));
        assertNotEquals(offset(events.get(0)), offset(events.get(1)));
    }

    @Test
    void events_with_bytes_end_with_an_offset_too() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40").texts().get(0));
        socket(ticket.sid()).emit("bin", new byte[] {1}, Map.of("a", new byte[] {2}), "x");
        assertEquals(
                "452-[\"bin\",{\"_placeholder\":true,\"num\":0},{\"a\":{\"_placeholder\":true,\"num\":1}},\"x\"]",
                plain(client.texts().get(0)));
    }

    @Test
    void acknowledgements_events_that_want_one_and_what_may_be_dropped_have_no_offset() {
        root.on("ask", (socket, arguments, ack) -> ack.send("answer"));
        EngineClient.WebSocket client = engine.webSocket("4");
        Socket socket = socket(ticket(client.send("40").texts().get(0)).sid());
        client.send("420[\"ask\"]");
        CompletableFuture<?> one = socket.emitWithAck("q", 1);
        CompletableFuture<?> all = root.timeout(Duration.ofSeconds(1)).emitWithAck("q", 1);
        socket.droppable().emit("v", "x");
        root.droppable().emit("w", "x");
        assertEquals(
                List.of("430[\"answer\"]", "420[\"q\",1]", "421[\"q\",1]", "42[\"v\",\"x\"]", "42[\"w\",\"x\"]"),
                client.texts());
        assertFalse(one.isDone() || all.isDone());
    }

    @Test
    void clients_of_protocol_4_get_neither_and_never_come_back() {
        EngineClient.WebSocket old = client("3");
        EngineClient.WebSocket fresh = client("4");
        root.emit("news", 1);
        assertEquals(List.of("42[\"news\",1]"), old.texts());
        assertEquals("42[\"news\",1]", plain(fresh.texts().get(0)));
        old.leaves(1006, "");
        engine.advance(600_000);
        assertEquals(List.of(), expired);
    }

    // coming back

    @Test
    void what_was_missed_comes_first_and_then_the_same_ids() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        socket(ticket.sid()).join("mine", "left again");
        socket(ticket.sid()).leave("left again");
        socket(ticket.sid()).data().put("name", "Anna");
        root.onConnection(socket -> socket.emit("connected again", socket.rooms().size()));
        client.leaves(1006, "");

        root.to("mine").emit("said", "missed1");
        root.to("other", "left again").emit("said", "notmine");
        root.except("mine").emit("said", "notmine");
        root.except(ticket.sid()).emit("said", "notmine");
        root.to("mine").droppable().emit("said", "dropped");
        root.emit("said", "missed2", new byte[] {1});
        root.to("mine", "other").except("other").emit("said", "missed3");
        root.to(ticket.sid()).emit("said", "missed4");

        List<String> answer = comeBack(ticket);
        assertEquals(
                List.of(
                        "42[\"said\",\"missed1\"]",
                        "451-[\"said\",\"missed2\",{\"_placeholder\":true,\"num\":0}]",
                        "<01>",
                        "42[\"said\",\"missed3\"]",
                        "42[\"said\",\"missed4\"]",
                        "40{\"sid\":\"" + ticket.sid() + "\",\"pid\":\"" + ticket.pid() + "\"}",
                        "42[\"connected again\",2]"),
                answer.stream().map(text -> text.startsWith("40") ? text : plain(text)).toList());
        Socket again = socket(ticket.sid());
        assertTrue(again.recovered());
        assertEquals(Optional.empty(), again.recoveryFailure());
        assertEquals(Set.of(ticket.sid(), "mine"), again.rooms());
        assertEquals("Anna", again.data().get("name"));
        assertEquals(List.of(false, true), recovered);
    }

    @Test
    void what_is_sent_to_it_by_its_old_socket_while_it_is_away_is_not_lost() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        Socket before = socket(ticket.sid());
        client.leaves(1006, "");
        before.emit("late", 1);
        List<String> answer = comeBack(ticket);
        assertEquals("42[\"late\",1]", plain(answer.get(0)));
        EngineClient.WebSocket other = engine.webSocket("4");
        assertEquals(1, other.send("40").texts().size());
        root.emit("all");
        assertEquals(1, other.texts().size());
    }

    @Test
    void what_was_sent_before_its_connection_broke_and_never_arrived_is_not_lost() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        client.transport.stall();
        root.emit("on its way", 1);
        root.emit("waiting", 2);
        client.leaves(1006, "");
        root.emit("missed", 3);
        List<String> answer = comeBack(ticket);
        assertEquals(
                List.of("42[\"on its way\",1]", "42[\"waiting\",2]", "42[\"missed\",3]"), plain(answer.subList(0, 3)));
    }

    @Test
    void more_than_fits_under_the_lock_comes_in_order() {
        Ticket ticket = arriveAndDrop();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            root.emit("n", i);
            expected.add("42[\"n\"," + i + "]");
        }
        List<String> answer = comeBack(ticket);
        assertEquals(expected, plain(answer.subList(0, 1_000)));
        assertEquals(1_001, answer.size());
    }

    @Test
    void it_comes_back_by_polling_in_one_payload() {
        Ticket ticket = arriveAndDrop();
        root.emit("missed", 1);
        EngineClient polling = engine.polling("4");
        assertEquals("ok", polling.post(ticket.connect()));
        String[] payload = polling.poll().answer().split("<1e>", -1);
        assertEquals("42[\"missed\",1]", plain(payload[0]));
        assertEquals(ticket.sid(), ticket(payload[1]).sid());
    }

    @Test
    void it_comes_back_any_number_of_times() {
        Ticket ticket = arriveAndDrop();
        for (int i = 0; i < 5; i++) {
            root.emit("missed", i);
            EngineClient.WebSocket client = engine.webSocket("4");
            List<String> answer = client.send(ticket.connect()).texts();
            assertEquals("42[\"missed\"," + i + "]", plain(answer.get(0)));
            assertEquals(ticket.sid(), ticket(answer.get(1)).sid());
            ticket = ticket.at(offset(answer.get(0)));
            client.leaves(1006, "");
        }
        assertRecovered(ticket); // nothing missed, and nothing received since it came back
    }

    @Test
    void what_it_asks_with_is_seen_by_the_application() {
        Ticket ticket = arriveAndDrop();
        List<String> seen = new ArrayList<>();
        root.onConnection(socket -> seen.add(socket.handshake().auth().toString()));
        comeBack(ticket);
        assertEquals(List.of(ticket.connect().substring(2)), seen);
    }

    @Test
    void without_private_id_and_offset_as_strings_it_is_a_new_client() {
        Ticket ticket = arriveAndDrop();
        for (String connect : List.of(
                "40",
                "40{}",
                "40{\"offset\":\"" + ticket.offset() + "\"}",
                "40{\"pid\":7,\"offset\":\"" + ticket.offset() + "\"}")) {
            Ticket fresh = ticket(engine.webSocket("4").send(connect).texts().get(0));
            assertEquals(Optional.empty(), socket(fresh.sid()).recoveryFailure(), connect);
        }
        for (String connect :
                List.of("40{\"pid\":\"" + ticket.pid() + "\"}", "40{\"pid\":\"" + ticket.pid() + "\",\"offset\":7}")) {
            Ticket fresh = ticket(engine.webSocket("4").send(connect).texts().get(0));
            assertEquals(Optional.of(RecoveryFailure.NO_OFFSET), socket(fresh.sid()).recoveryFailure(), connect);
        }
        assertRecovered(ticket);
    }

    @ParameterizedTest
    @EnumSource
    void it_is_kept_unless_somebody_wanted_it_to_go(DisconnectReason reason) {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        socket(ticket.sid()).link().left(reason);
        switch (reason) {
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT -> assertNew(
                    RecoveryFailure.LEFT, ticket);
            default -> assertRecovered(ticket);
        }
    }

    @Test
    void a_client_that_says_goodbye_is_forgotten_also_after_a_recovery() {
        Ticket ticket = arriveAndDrop();
        EngineClient.WebSocket client = engine.webSocket("4");
        client.send(ticket.connect()).send("41");
        assertNew(RecoveryFailure.LEFT, ticket);
        assertEquals(List.of(), expired, "it has not expired");
    }

    @Test
    void a_client_that_the_server_disconnects_is_forgotten() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        socket(ticket.sid()).disconnect(true);
        assertNew(RecoveryFailure.LEFT, ticket);
    }

    @Test
    void a_connection_that_the_server_drops_comes_back() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        socket(ticket.sid()).dropConnection();
        client.leaves(1000, "");
        assertEquals(List.of("/: forced close"), left);
        assertRecovered(ticket);
    }

    @Test
    void each_namespace_of_a_connection_is_recovered_by_itself() {
        io.of("/other");
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        Ticket other = ticket(client.send("40/other,").texts().get(0));
        io.of("/other").emit("hello");
        other = other.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        EngineClient.WebSocket again = engine.webSocket("4");
        assertEquals(other.sid(), ticket(again.send(other.connect("/other,")).texts().get(0)).sid());
        assertNew(RecoveryFailure.UNKNOWN_PID, new Ticket("", "x".repeat(20), ticket.offset()));
        assertEquals(ticket.sid(), ticket(again.send(ticket.connect()).texts().get(0)).sid());
    }

    // not coming back

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

    // middleware

    @Test
    void who_comes_back_passes_no_middleware() {
        List<String> asked = new ArrayList<>();
        root.use(socket -> {
            asked.add(socket.id());
        });
        Ticket ticket = arriveAndDrop();
        assertRecovered(ticket);
        assertEquals(List.of(ticket.sid()), asked);
    }

    // dynamic namespaces

    @Test
    void a_dynamic_namespace_stays_while_somebody_may_come_back() {
        io.of(Pattern.compile("/dyn-\\d+")).onRecoveryExpired(expired::add);
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40/dyn-1,").texts().get(0));
        io.existing("/dyn-1").orElseThrow().emit("hello");
        ticket = ticket.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        io.existing("/dyn-1").orElseThrow().emit("missed");

        EngineClient.WebSocket again = engine.webSocket("4");
        List<String> answer = again.send(ticket.connect("/dyn-1,")).texts();
        assertEquals("42/dyn-1,[\"missed\"]", plain(answer.get(0)));
        again.leaves(1006, "");
        assertTrue(io.existing("/dyn-1").isPresent());
        engine.advance(120_000);
        assertEquals(1, expired.size());
        assertEquals("/dyn-1", expired.get(0).namespace());
        assertTrue(io.existing("/dyn-1").isEmpty());
    }

    @Test
    void a_dynamic_namespace_is_given_up_when_the_last_one_who_came_back_leaves() {
        io.of(Pattern.compile("/dyn-\\d+"));
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = ticket(client.send("40/dyn-1,").texts().get(0));
        io.existing("/dyn-1").orElseThrow().emit("hello");
        ticket = ticket.at(offset(client.texts().get(0)));
        client.leaves(1006, "");
        engine.webSocket("4").send(ticket.connect("/dyn-1,")).send("41/dyn-1,");
        assertTrue(io.existing("/dyn-1").isEmpty());
    }
}
