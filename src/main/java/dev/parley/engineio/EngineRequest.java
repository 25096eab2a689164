package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RequestOwner;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What counts of an HTTP request to a session. Of a repeated query parameter the last counts.
 *
 * @param method the HTTP method
 * @param isUpgrade whether it asks for a WebSocket
 * @param transport the query parameter {@code transport}, null if there is none
 * @param revision the query parameter {@code EIO}, null if there is none
 * @param sid the query parameter {@code sid}, null or empty if there is no session yet
 * @param base64 the query parameter {@code b64}, null if there is none
 * @param owner whose it is, asked for only when it continues a session
 * @param facts all that is known of it, asked for only when it opens a session
 */
public record EngineRequest(
        String method,
        boolean isUpgrade,
        String transport,
        String revision,
        String sid,
        String base64,
        Supplier<RequestOwner> owner,
        Supplier<OpeningRequest> facts) {
    public EngineRequest {
        requireNonNull(method, "method");
        requireNonNull(owner, "owner");
        requireNonNull(facts, "facts");
    }

    /** The session it belongs to. */
    Optional<String> session() {
        return sid == null || sid.isEmpty() ? Optional.empty() : Optional.of(sid);
    }

    /** Whether the client can take no binary: both spellings are in use. */
    boolean isTextOnly() {
        return "1".equals(base64) || "true".equals(base64);
    }
}
