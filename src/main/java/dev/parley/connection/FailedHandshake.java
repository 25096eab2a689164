package dev.parley.connection;

import static java.util.Objects.requireNonNull;

/**
 * A handshake that did not become a connection.
 *
 * @param status the HTTP status that it was answered with
 * @param reason what the client was told
 */
public record FailedHandshake(OpeningRequest request, int status, String reason) {
    public FailedHandshake {
        requireNonNull(request, "request");
        requireNonNull(reason, "reason");
    }
}
