package dev.parley.web;

import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketConnection;
import dev.parley.wire.Frame;
import java.util.function.Function;

/** Where a WebSocket leads that is not Engine.IO's. */
interface Destination {

    /** Whether one more may come. */
    boolean hasRoom();

    /**
     * Makes what receives the messages of a connection.
     *
     * @param decoder reads text messages, where they are to be decoded; never throws
     */
    Receiver receiver(WebSocketConnection connection, Function<String, Frame> decoder);
}
