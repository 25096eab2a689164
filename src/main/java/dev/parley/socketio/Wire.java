package dev.parley.socketio;

import dev.parley.connection.Message;
import java.util.List;

/**
 * How events of a namespace are written down for one kind of client. Safe for use by many threads. Peers that share a
 * wire (the same object) share the encoding of a broadcast.
 */
public interface Wire {

    /** The messages that carry an event; empty when clients of this kind are not told. */
    List<Message> encode(Emission emission);
}
