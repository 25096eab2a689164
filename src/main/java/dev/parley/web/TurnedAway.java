package dev.parley.web;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.connection.WebSocketServer;
import dev.parley.wire.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The handshake of somebody who may not come in, and hears why: of one that is refused by HTTP no page learns more than that. */
record TurnedAway(WebSocketServer server, OpeningRequest request, CloseStatus why) implements PendingHandshake {

    @Override
    public Optional<WebSocketConnection> open(Transport transport, Function<String, Frame> unused) {
        return server.turnAway(request, transport, why);
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
