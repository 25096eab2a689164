package dev.parley.socketio.engine;

import dev.parley.socketio.Namespace;
import java.util.ArrayList;
import java.util.List;

/** A server whose application remembers the events it has heard. */
abstract class PacketFixture extends ClientFixture {
    static final String PLACEHOLDER = "{\"_placeholder\":true,\"num\":";

    final List<String> heard = new ArrayList<>();

    void listen(Namespace namespace, String... events) {
        for (String event : events) {
            namespace.on(event, (socket, arguments, ack) -> heard.add(event + arguments));
        }
    }
}
