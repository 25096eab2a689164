package dev.parley.socketio.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.engineio.EngineClient;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.SavedSocket;
import dev.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server with recovery, and clients that lose their connection and come back. */
abstract class RecoveryFixture extends ClientFixture {
    private static final Pattern WELCOME =
            Pattern.compile("40(?:/[a-z0-9/-]+,)?\\{\"sid\":\"([\\w-]{20})\",\"pid\":\"([\\w-]{20})\"}");
    private static final Pattern OFFSET = Pattern.compile(",\"([^\",]+)\"]$");

    /** What a client remembers. */
    record Ticket(String sid, String pid, String offset) {
        String connect() {
            return connect("");
        }

        String connect(String namespace) {
            return "40" + namespace + "{\"pid\":\"" + pid + "\",\"offset\":\"" + offset + "\"}";
        }

        Ticket at(String other) {
            return new Ticket(sid, pid, other);
        }
    }

    final List<SavedSocket> expired = new ArrayList<>();
    final List<Boolean> recovered = new ArrayList<>();

    RecoveryFixture(RecoveryOptions options) {
        super(Parser.DEFAULT, options);
        root.onRecoveryExpired(expired::add);
        root.onConnection(socket -> recovered.add(socket.recovered()));
    }

    static Ticket ticket(String welcome) {
        Matcher matcher = WELCOME.matcher(welcome);
        assertTrue(matcher.matches(), welcome);
        return new Ticket(matcher.group(1), matcher.group(2), null);
    }

    static String offset(String event) {
        Matcher matcher = OFFSET.matcher(event);
        assertTrue(matcher.find(), event);
        return matcher.group(1);
    }

    /** Without the offset. */
    static String plain(String event) {
        return OFFSET.matcher(event).replaceAll("]");
    }

    static List<String> plain(List<String> events) {
        return events.stream().map(RecoveryFixture::plain).toList();
    }

    /** A client that has received one event. */
    Ticket arrive(EngineClient.WebSocket client) {
        Ticket ticket = ticket(client.send("40").texts().get(0));
        io.socket(ticket.sid()).orElseThrow().emit("hello");
        return ticket.at(offset(client.texts().get(0)));
    }

    Ticket arriveAndDrop() {
        EngineClient.WebSocket client = engine.webSocket("4");
        Ticket ticket = arrive(client);
        client.leaves(1006, "");
        return ticket;
    }

    Socket socket(String sid) {
        return root.socket(sid).orElseThrow();
    }

    /** Comes back; what the server says. */
    List<String> comeBack(Ticket ticket) {
        return engine.webSocket("4").send(ticket.connect()).texts();
    }

    void assertRecovered(Ticket ticket) {
        List<String> answer = comeBack(ticket);
        Ticket again = ticket(answer.get(answer.size() - 1));
        assertEquals(ticket.sid(), again.sid());
        assertEquals(ticket.pid(), again.pid());
        assertTrue(socket(ticket.sid()).recovered());
    }

    void assertNew(RecoveryFailure why, Ticket ticket) {
        List<String> answer = comeBack(ticket);
        assertEquals(1, answer.size(), "no error, nothing but the welcome");
        Ticket fresh = ticket(answer.get(0));
        assertNotEquals(ticket.sid(), fresh.sid());
        assertNotEquals(ticket.pid(), fresh.pid());
        assertFalse(socket(fresh.sid()).recovered());
        assertEquals(Optional.of(why), socket(fresh.sid()).recoveryFailure());
    }
}
