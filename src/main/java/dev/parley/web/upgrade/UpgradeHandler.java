package dev.parley.web.upgrade;

import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.websocket.DeflateAgreement;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;

/** One upgraded request. The container makes it, {@link Upgrades} tells it what for. */
public class UpgradeHandler implements HttpUpgradeHandler {
    private static final Logger LOG = System.getLogger(UpgradeHandler.class.getName());

    private Upgrades home;
    private String subprotocol;
    private Optional<DeflateAgreement> agreement;
    private Function<Transport, Optional<WebSocketConnection>> opening;
    private volatile UpgradedTransport transport; // null until the connection is ours

    /** For the container. */
    public UpgradeHandler() {}

    /** @param opening takes the WebSocket up; called once the connection is ours */
    final void prepare(
            Upgrades home,
            String subprotocol,
            Optional<DeflateAgreement> agreement,
            Function<Transport, Optional<WebSocketConnection>> opening) {
        this.home = home;
        this.subprotocol = subprotocol;
        this.agreement = agreement;
        this.opening = opening;
    }

    @Override
    public final void init(WebConnection connection) {
        try {
            UpgradedTransport made = new UpgradedTransport(home, stream(connection), subprotocol, agreement);
            transport = made;
            made.open(opening);
        } catch (IOException | RuntimeException e) { // the client has gone already
            LOG.log(Level.DEBUG, "a WebSocket could not be taken up", e);
            destroy();
        }
    }

    /** What is read and written. */
    UpgradedStream stream(WebConnection connection) throws IOException {
        return new ServletStream(connection, home.workers());
    }

    /** Null until the connection is ours. */
    final UpgradedTransport transport() {
        return transport;
    }

    @Override
    public final void destroy() {
        UpgradedTransport made = transport;
        if (made != null) {
            made.broken();
        }
    }
}
