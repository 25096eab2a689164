package dev.parley.web.upgrade;

import dev.parley.connection.Transport;
import dev.parley.connection.WebSocketConnection;
import dev.parley.websocket.DeflateAgreement;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What an answered handshake has led to: a connection that is to be taken up.
 *
 * @param subprotocol empty for none
 * @param opening takes the WebSocket up; called once the connection is ours
 */
record Upgrade(
        Upgrades home,
        String subprotocol,
        Optional<DeflateAgreement> agreement,
        Function<Transport, Optional<WebSocketConnection>> opening) {
    private static final Logger LOG = System.getLogger(Upgrade.class.getName());

    /** Where the bytes come from and go to, as soon as the container says. */
    interface StreamSource {
        UpgradedStream open() throws IOException;
    }

    /** @param made is told of the transport before the transport hears of anything */
    void takeUp(StreamSource source, Consumer<UpgradedTransport> made) {
        UpgradedTransport transport = null;
        try {
            transport = new UpgradedTransport(home, source.open(), subprotocol, agreement);
            made.accept(transport);
            transport.open(opening);
        } catch (IOException | RuntimeException e) { // the client has gone already
            LOG.log(Level.DEBUG, "a WebSocket could not be taken up", e);
            if (transport != null) {
                transport.broken();
            }
        }
    }
}
