package dev.parley.engineio;

import java.util.Optional;

/** How a session may be carried. WebTransport, the third that the protocol knows, cannot be had from a Jakarta container. */
public enum TransportName {
    POLLING("polling"),
    WEBSOCKET("websocket");

    private final String text;

    TransportName(String text) {
        this.text = text;
    }

    /** As it stands in the query parameter {@code transport}. */
    public String text() {
        return text;
    }

    /** @param parameter the query parameter {@code transport}, null if there is none */
    static Optional<TransportName> of(String parameter) {
        for (TransportName name : values()) {
            if (name.text.equals(parameter)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
