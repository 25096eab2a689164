package dev.parley.connection;

/** Decides whether a request may open a connection: {@code allowRequest} of Engine.IO, {@code verifyClient} of ws. */
@FunctionalInterface
public interface HandshakeCheck {

    /**
     * Called on the thread of the request, for each that would open a connection, many at once; may block.
     *
     * @throws HandshakeRefused to refuse it; any other exception is logged and refuses it as well
     */
    void check(OpeningRequest request);
}
