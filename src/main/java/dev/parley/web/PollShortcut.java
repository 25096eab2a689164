package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.engineio.EngineServer;
import jakarta.servlet.ServletContext;
import java.lang.System.Logger.Level;

/** A way for polls around the servlets, where the container has one. */
@FunctionalInterface
interface PollShortcut {
    /** Opens it for an Engine.IO server, whose servlet stays for all that cannot go this way. */
    void open(String path, EngineServer engine, EngineSettings settings);

    /** Whether all requests, others too, wait before they come to filters where their address is too fast. */
    default boolean keepsPace() {
        return false;
    }

    /** @param settings among them who tells listeners of messages, and which proxies are believed */
    static PollShortcut on(ServletContext context, Connections connections, Settings settings) {
        if (context.getServerInfo().startsWith("Undertow")) {
            try {
                return UndertowPolls.publish(context, connections, settings);
            } catch (LinkageError e) { // hidden from applications
                System.getLogger(PollShortcut.class.getName()).log(Level.DEBUG, "polls pass the servlets", e);
            }
        }
        return (path, engine, engineSettings) -> {};
    }
}
