package dev.parley.web.upgrade;

import io.undertow.servlet.handlers.ServletRequestContext;
import org.xnio.StreamConnection;

/** Upgrades on Undertow, without the Servlet API's streams in between. */
final class UndertowUpgrade {
    private final Upgrade upgrade;
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();

    private UndertowUpgrade(Upgrade upgrade) {
        this.upgrade = upgrade;
    }

    /** Called while the request is handled. The connection is taken up when the answer has gone. */
    static void accept(Upgrade upgrade) {
        UndertowUpgrade made = new UndertowUpgrade(upgrade);
        ServletRequestContext.requireCurrent()
                .getExchange()
                .upgradeChannel((connection, exchange) -> made.answered(connection));
    }

    private void answered(StreamConnection connection) {
        boolean mayBlock = upgrade.home().handlersBlock();
        UndertowStream stream = mayBlock
                ? new UndertowWorkerStream(connection, application, upgrade.home().buffers())
                : new UndertowDirectStream(connection, application);
        Runnable taking = () -> stream.inApplication(() -> upgrade.takeUp(() -> stream, made -> {}));
        if (mayBlock && Thread.currentThread() == connection.getIoThread()) { // the answer did not go at once
            connection.getWorker().execute(taking);
        } else {
            taking.run();
        }
    }
}
