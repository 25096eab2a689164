package dev.parley.auth.token;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Knows users by the tokens of an issuer. A token comes in {@code auth.token}, in the header {@code Authorization} (RFC 6750,
 * 2.1), or in a cookie; the first of these counts. Safe for use by many threads.
 */
public final class TokenAuthenticator implements Authenticator {
    private static final String SCHEME = "bearer ";

    private final TokenVerifier verifier;
    private final TokenOptions options;
    private final boolean acceptsGuests;
    private final Optional<Executor> waiting;

    private TokenAuthenticator(TokenKeys keys, TokenOptions options, boolean acceptsGuests, Executor workers) {
        this.verifier = new TokenVerifier(keys, options);
        this.options = options;
        this.acceptsGuests = acceptsGuests;
        this.waiting = keys.mayWait() ? Optional.of(requireNonNull(workers, "workers")) : Optional.empty();
    }

    /**
     * @param keys the address of a set of keys that begins with {@code https://}, or a file of keys
     * @param workers fetch keys, and wait for them
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no key in it, or the address is not safe
     */
    public static TokenAuthenticator with(String keys, TokenOptions options, boolean acceptsGuests, Executor workers)
            throws IOException {
        TokenKeys found = keys.matches("https?://.*") ? TokenKeys.at(URI.create(keys)) : TokenKeys.in(Path.of(keys));
        return new TokenAuthenticator(found, options, acceptsGuests, workers);
    }

    @Override
    public Optional<String> credentials(Handshake handshake) {
        return sent(handshake.auth().get("token"))
                .or(() -> handshake.header("Authorization").filter(TokenAuthenticator::isBearer).map(TokenAuthenticator::bearer))
                .or(() -> Optional.ofNullable(handshake.cookies().get(options.cookie())))
                .filter(token -> !token.isEmpty());
    }

    private static Optional<String> sent(JsonValue token) {
        if (token == null || token == JsonValue.NULL) {
            return Optional.empty();
        } else if (token instanceof JsonString text) {
            return Optional.of(text.getString()).filter(sent -> !sent.isEmpty());
        }
        throw AuthRefused.invalid("auth.token must be a string");
    }

    private static boolean isBearer(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    private static String bearer(String header) {
        return header.substring(SCHEME.length()).strip();
    }

    @Override
    public CompletionStage<User> verify(String credentials) {
        if (waiting.isPresent()) {
            return CompletableFuture.supplyAsync(() -> verifier.verify(credentials), waiting.get());
        }
        try {
            return CompletableFuture.completedStage(verifier.verify(credentials));
        } catch (AuthRefused why) {
            return CompletableFuture.failedStage(why);
        }
    }

    @Override
    public boolean acceptsGuests() {
        return acceptsGuests;
    }
}
