package dev.parley.web;

import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketConnection;
import dev.parley.wire.Frame;
import java.util.Optional;
import java.util.function.Function;

/** Where a WebSocket leads that is not Engine.IO's. */
interface Destination {

    /** Why nobody more may come, besides the limits of all connections; empty if one may. */
    default Optional<NoRoom> noRoom() {
        return Optional.empty();
    }

    /**
     * A request with whom it belongs to, where that is to be known before there is a receiver. May wait.
     *
     * @throws dev.parley.socketio.AuthRefused if they may not come in
     */
    default OpeningRequest identified(OpeningRequest request) {
        return request;
    }

    /**
     * Makes what receives the messages of a connection.
     *
     * @param decoder reads text messages, where they are to be decoded; never throws
     */
    Receiver receiver(WebSocketConnection connection, Function<String, Frame> decoder);
}
