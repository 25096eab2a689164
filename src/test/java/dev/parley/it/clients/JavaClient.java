package dev.parley.it.clients;

import java.util.List;
import java.util.Map;

/** A client: some sockets on one connection, which is made anew when it breaks. */
public interface JavaClient extends AutoCloseable {

    ClientKind kind();

    /** Begins to enter a namespace. */
    default JavaSocket approach(String namespace) {
        return approach(namespace, Map.of());
    }

    /** Begins to enter a namespace, with something to show at the door. */
    JavaSocket approach(String namespace, Map<String, String> credentials);

    /** Enters a namespace and waits until the client is carried by what is to carry it for the rest of its life. */
    default JavaSocket enter(String namespace) throws InterruptedException {
        JavaSocket socket = approach(namespace);
        socket.await("connect");
        if (kind().upgrades()) {
            awaitUpgrade();
        }
        return socket;
    }

    /** The id of the session that it has now. */
    String engineId();

    /** Whether it has changed from polling to a WebSocket. */
    boolean hasUpgraded();

    /** Waits for that. */
    void awaitUpgrade();

    /** The Socket.IO packets that it has received so far, understood or not. */
    List<String> packets();

    /** The file that its classes come from. */
    String origin();

    /** Leaves all namespaces; returns when the session and all requests are over. */
    @Override
    void close();
}
