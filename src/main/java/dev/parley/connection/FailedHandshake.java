package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A handshake that did not become a connection.
 *
 * @param status the HTTP status that it was answered with
 * @param reason what the client was told; empty if the container said it
 * @param context what more there is to know, for logs and listeners: under {@code name} what was wrong, one of {@code
 *     NOT_FOUND}, {@code NO_UPGRADE}, {@code UNSUPPORTED_VERSION}, {@code FORBIDDEN_ORIGIN}, {@code SERVER_FULL}, {@code
 *     TOO_MANY_NAMESPACES}, {@code REFUSED_BY_APPLICATION}, {@code WEBSOCKET_HANDSHAKE_ERROR}
 */
public record FailedHandshake(OpeningRequest request, int status, String reason, Map<String, String> context) {
    public FailedHandshake {
        requireNonNull(request, "request");
        requireNonNull(reason, "reason");
        context = Map.copyOf(context);
    }
}
