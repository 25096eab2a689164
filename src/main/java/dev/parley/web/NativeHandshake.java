package dev.parley.web;

import dev.parley.connection.Connection;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Transport;
import dev.parley.wire.Frame;
import java.util.Optional;
import java.util.function.Function;

/** The handshake of a client that speaks one of the native dialects. */
record NativeHandshake(Application application, OpeningRequest request, NativeAddress address)
        implements PendingHandshake {

    @Override
    public Optional<Connection> open(Transport transport, Function<String, Frame> decoder) {
        return application
                .connections()
                .open(request, transport, connection -> application.receiver(connection, address, decoder));
    }
}
