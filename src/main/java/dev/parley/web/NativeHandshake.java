package dev.parley.web;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.connection.WebSocketServer;
import dev.parley.wire.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The handshake of a client without Engine.IO. */
record NativeHandshake(WebSocketServer server, OpeningRequest request, Destination destination)
        implements PendingHandshake {

    @Override
    public Optional<WebSocketConnection> open(Transport transport, Function<String, Frame> decoder) {
        return server.open(request, transport, connection -> destination.receiver(connection, decoder));
    }

    @Override
    public Scheduler scheduler() {
        return server.scheduler();
    }

    @Override
    public Optional<String> subprotocol(List<String> offered) {
        return server.hooks().subprotocol(offered, request);
    }
}
