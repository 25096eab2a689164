package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that lose their connection and come back, frame by frame (Socket.IO documentation, "Connection state recovery"). */
class RecoveryTest extends RecoveryFixture {
    RecoveryTest() {
        super(RecoveryOptions.on());
    }

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
            case PARSE_ERROR, CLIENT_NAMESPACE_DISCONNECT, SERVER_NAMESPACE_DISCONNECT, AUTH_EXPIRED, AUTH_REVOKED -> assertNew(
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
}
