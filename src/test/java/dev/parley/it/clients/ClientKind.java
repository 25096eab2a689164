package dev.parley.it.clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A version of the client and the transports it is given. */
public record ClientKind(ClientVersion version, Transports transports) {

    /** What carries a client. */
    public enum Transports {
        POLLING("over polling"),
        WEBSOCKET("over a WebSocket"),
        UPGRADE("from polling to a WebSocket");

        private final String label;

        Transports(String label) {
            this.label = label;
        }

        /** As the client wants them: the first of them is where it begins. */
        public List<String> names() {
            return switch (this) {
                case POLLING -> List.of("polling");
                case WEBSOCKET -> List.of("websocket");
                case UPGRADE -> List.of("polling", "websocket");
            };
        }
    }

    /** All six. */
    public static List<ClientKind> all() {
        List<ClientKind> kinds = new ArrayList<>();
        for (ClientVersion version : ClientVersion.values()) {
            for (Transports transports : Transports.values()) {
                kinds.add(new ClientKind(version, transports));
            }
        }
        return kinds;
    }

    public boolean isOld() {
        return version == ClientVersion.OLD;
    }

    public boolean upgrades() {
        return transports == Transports.UPGRADE;
    }

    /**
     * Makes a client; it connects with its first socket.
     *
     * @param server the address of the web application, ending in a slash
     */
    public JavaClient open(URI server) {
        return version.open(this, server);
    }

    @Override
    public String toString() {
        return version.number() + " " + transports.label;
    }
}
