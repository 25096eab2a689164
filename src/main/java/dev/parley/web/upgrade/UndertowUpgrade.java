package dev.parley.web.upgrade;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.ServletContextImpl;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import org.xnio.Options;
import org.xnio.StreamConnection;

/** Upgrades on Undertow, without the Servlet API's streams in between. */
final class UndertowUpgrade {
    private final Upgrade upgrade;
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();

    private UndertowUpgrade(Upgrade upgrade) {
        this.upgrade = upgrade;
    }

    /**
     * Whether the container is an Undertow, the application sees its classes and those beneath, and they fit together: WildFly
     * shows them only to who asks for the modules.
     *
     * @throws LinkageError if some are hidden
     */
    static boolean isPossibleOn(ServletContext context) {
        try {
            HttpServerExchange.class.getMethod("upgradeChannel", HttpUpgradeListener.class);
            HttpUpgradeListener.class.getMethod("handleUpgrade", StreamConnection.class, HttpServerExchange.class);
            ServletRequestContext.class.getMethod("requireCurrent");
            return context instanceof ServletContextImpl;
        } catch (NoSuchMethodException e) { // another version, or another class of the same name
            return false;
        }
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
        Runnable taking = () -> stream.inApplication(() -> upgrade.takeUp(() -> forAnyTime(connection, stream), made -> {}));
        if (mayBlock && Thread.currentThread() == connection.getIoThread()) { // the answer did not go at once
            connection.getWorker().execute(taking);
        } else {
            taking.run();
        }
    }

    /** Heartbeats find out who is gone. The container's time is meant for requests: WildFly's is 90 s, said or heard nothing. */
    private static UndertowStream forAnyTime(StreamConnection connection, UndertowStream stream) throws IOException {
        connection.setOption(Options.READ_TIMEOUT, 0);
        connection.setOption(Options.WRITE_TIMEOUT, 0);
        return stream;
    }
}
