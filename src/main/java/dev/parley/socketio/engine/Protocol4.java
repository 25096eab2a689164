package dev.parley.socketio.engine;

import dev.parley.connection.QueryString;
import dev.parley.engineio.Session;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.NoSuchNamespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.socketio.protocol.Packet;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Protocol 4: clients 1 and 2. They are in the root namespace without asking, put a query behind the names of others, and
 * know the ids of their sockets by themselves.
 */
record Protocol4(Session session) implements Protocol {

    @Override
    public Packet.Connect atOnce() {
        return new Packet.Connect("/", null);
    }

    @Override
    public Entry entry(Packet.Connect asked) {
        int mark = asked.namespace().indexOf('?');
        String name = mark < 0 ? asked.namespace() : asked.namespace().substring(0, mark);
        Map<String, List<String>> query =
                mark < 0 ? Map.of() : QueryString.parse(asked.namespace().substring(mark + 1));
        JsonObjectBuilder auth = JsonText.object();
        query.forEach((key, values) -> auth.add(key, values.get(values.size() - 1)));
        String id = name.equals("/") ? session.id() : name + "#" + session.id();
        return new Entry(name, Handshake.of(session.request(), query, auth.build()), Optional.of(id));
    }

    @Override
    public boolean canRecover() {
        return false;
    }

    @Override
    public Packet.Connect accepted(Socket socket) {
        return new Packet.Connect(socket.namespace().name(), null);
    }

    @Override
    public JsonValue refusal(ConnectRefused refused) {
        if (refused instanceof NoSuchNamespace) {
            return JsonText.object().add("message", refused.getMessage()).build();
        }
        return refused.data().orElseGet(() -> JsonText.of(refused.getMessage()));
    }
}
