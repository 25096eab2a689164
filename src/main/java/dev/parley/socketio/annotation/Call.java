package dev.parley.socketio.annotation;

import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Socket;

/**
 * What a method is called for. Immutable.
 *
 * @param reason null unless the socket has left
 * @param error null unless something has failed
 */
record Call(Socket socket, Arguments arguments, Ack ack, DisconnectReason reason, Throwable error) {

    static Call of(Socket socket) {
        return new Call(socket, Arguments.none(), Ack.NOT_WANTED, null, null);
    }

    static Call of(Socket socket, Arguments arguments, Ack ack) {
        return new Call(socket, arguments, ack, null, null);
    }

    static Call of(Socket socket, DisconnectReason reason) {
        return new Call(socket, Arguments.none(), Ack.NOT_WANTED, reason, null);
    }

    static Call of(Socket socket, Throwable error) {
        return new Call(socket, Arguments.none(), Ack.NOT_WANTED, null, error);
    }
}
