package dev.parley.web.upgrade;

import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/** One upgraded request. The container makes it, {@link Upgrades} tells it what for. */
public class UpgradeHandler implements HttpUpgradeHandler {
    private Upgrade upgrade;
    private volatile UpgradedTransport transport; // null until the connection is ours

    /** For the container. */
    public UpgradeHandler() {}

    final void prepare(Upgrade what) {
        upgrade = what;
    }

    @Override
    public final void init(WebConnection connection) {
        upgrade.takeUp(() -> stream(connection), made -> transport = made);
    }

    /** What is read and written. */
    UpgradedStream stream(WebConnection connection) throws IOException {
        return new ServletStream(connection, upgrade.home().workers());
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
