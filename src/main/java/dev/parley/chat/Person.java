package dev.parley.chat;

import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/**
 * Somebody with a name.
 *
 * @param socket the way to them
 * @param name unique in the namespace while it is in use
 * @param key a secret of their own by which they can take the name back, null if they gave none
 * @param fields what else their client says about them, for clients of the same kind; never null
 */
record Person(Socket socket, String name, String key, JsonObject fields) {

    String id() {
        return socket.publicId();
    }

    JsonObject toJson() {
        JsonObjectBuilder json = JsonText.object().add("id", id()).add("username", name);
        if (!fields.isEmpty()) {
            json.add("fields", fields);
        }
        return json.build();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Person[" + name + ", " + id() + "]";
    }
}
