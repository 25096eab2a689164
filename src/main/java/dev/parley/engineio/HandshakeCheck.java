package dev.parley.engineio;

import dev.parley.connection.OpeningRequest;

/** Decides whether a request may open a session: {@code allowRequest} of Node's server. */
@FunctionalInterface
public interface HandshakeCheck {

    /**
     * Called on the thread of the request, for each that would open a session, many at once; may block.
     *
     * @throws HandshakeRefused to refuse it with a message; any other exception is logged and refuses it as well
     */
    void check(OpeningRequest request);
}
