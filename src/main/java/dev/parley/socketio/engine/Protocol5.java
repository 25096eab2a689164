package dev.parley.socketio.engine;

import dev.parley.engineio.Session;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Protocol 5: clients 3 and 4. They ask for every namespace, the root included, and may send something to be let in. */
record Protocol5(Session session) implements Protocol {

    @Override
    public Packet.Connect atOnce() {
        return null;
    }

    @Override
    public Entry entry(Packet.Connect asked) {
        JsonObject auth = asked.payload() == null ? JsonValue.EMPTY_JSON_OBJECT : asked.payload();
        return new Entry(asked.namespace(), Handshake.of(session.request(), auth), Optional.empty());
    }

    @Override
    public boolean canRecover() {
        return true;
    }

    @Override
    public Packet.Connect accepted(Socket socket) {
        JsonObjectBuilder payload = JsonText.object().add("sid", socket.id());
        socket.link().pid().ifPresent(pid -> payload.add("pid", pid));
        return new Packet.Connect(socket.namespace().name(), payload.build());
    }

    @Override
    public JsonValue refusal(ConnectRefused refused) {
        JsonObjectBuilder error = JsonText.object().add("message", refused.getMessage());
        refused.data().ifPresent(data -> error.add("data", data));
        return error.build();
    }
}
