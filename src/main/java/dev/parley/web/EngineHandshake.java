package dev.parley.web;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.Verdict;
import dev.parley.wire.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The handshake of an Engine.IO client. */
record EngineHandshake(EngineServer engine, Verdict verdict) implements PendingHandshake {

    @Override
    public Optional<WebSocketConnection> open(Transport transport, Function<String, Frame> decoder) {
        if (verdict instanceof Verdict.Continues continues) {
            return engine.upgrade(continues.session(), transport);
        }
        return engine.openWebSocket((Verdict.Opens) verdict, transport);
    }

    @Override
    public Scheduler scheduler() {
        return engine.scheduler();
    }

    @Override
    public Optional<String> subprotocol(List<String> offered) {
        OpeningRequest request = verdict instanceof Verdict.Opens opens
                ? opens.request()
                : ((Verdict.Continues) verdict).session().request();
        return engine.hooks().subprotocol(offered, request);
    }
}
