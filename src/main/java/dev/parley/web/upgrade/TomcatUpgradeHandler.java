package dev.parley.web.upgrade;

import jakarta.servlet.http.WebConnection;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.coyote.http11.upgrade.UpgradeInfo;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * One upgraded request on Tomcat 10.1 or 11, by the interface that its own WebSockets use. A listener of the Servlet API is
 * called there again and again while there is something that it does not read, so that it could not leave a peer waiting; and
 * a connection that it closes stays open until the peer says something, which it may never do.
 */
public final class TomcatUpgradeHandler extends UpgradeHandler implements InternalHttpUpgradeHandler {
    private final ClassLoader application = Thread.currentThread().getContextClassLoader();
    private final UpgradeInfo statistics = new UpgradeInfo();
    private SocketWrapperBase<?> socket; // as long as the handler, but for its beginning

    /** For Tomcat. */
    public TomcatUpgradeHandler() {}

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
        socket = wrapper;
    }

    @Override
    UpgradedStream stream(WebConnection connection) {
        return new TomcatStream(connection, socket, statistics);
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
        UpgradedTransport transport = transport();
        if (transport == null) {
            return SocketState.CLOSED;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            tell(transport, event);
        } finally {
            thread.setContextClassLoader(before);
        }
        if (transport.isOver()) {
            return SocketState.CLOSED;
        }
        return transport.isUnread() ? SocketState.SUSPENDED : SocketState.UPGRADED;
    }

    private static void tell(UpgradedTransport transport, SocketEvent event) {
        switch (event) {
            case OPEN_READ -> transport.readable();
            case OPEN_WRITE -> transport.writable();
            case STOP -> transport.stop();
            default -> transport.broken();
        }
    }

    @Override
    public UpgradeInfo getUpgradeInfo() {
        return statistics;
    }

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSslSupport(SSLSupport ssl) {}

    @Override
    public void pause() {}
}
