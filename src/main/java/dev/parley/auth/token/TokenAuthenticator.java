package dev.parley.auth.token;

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
import java.util.function.Function;

/**
 * Knows users by the tokens of an issuer. A token comes in {@code auth.token}, in the header {@code Authorization} (RFC 6750,
 * 2.1), or in a cookie; the first of these counts. Safe for use by many threads.
 */
public final class TokenAuthenticator implements Authenticator {
    private final Function<String, CompletionStage<User>> verifier;
    private final TokenOptions options;
    private final boolean acceptsGuests;

    private TokenAuthenticator(
            Function<String, CompletionStage<User>> verifier, TokenOptions options, boolean acceptsGuests) {
        this.verifier = verifier;
        this.options = options;
        this.acceptsGuests = acceptsGuests;
    }

    /**
     * With the public keys of an issuer.
     *
     * @param keys the address of a set of keys that begins with {@code https://}, or a file of keys
     * @param workers fetch keys, one at a time
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if there is no key in it, or the address is not safe
     */
    public static TokenAuthenticator withKeys(String keys, TokenOptions options, boolean acceptsGuests, Executor workers)
            throws IOException {
        if (keys.matches("https?://.*")) {
            PublishedKeys published = new PublishedKeys(URI.create(keys));
            return new TokenAuthenticator(
                    new PublishedVerifier(published, options, workers, System::nanoTime)::verify, options, acceptsGuests);
        }
        return with(TokenKeys.in(Path.of(keys)), options, acceptsGuests);
    }

    /**
     * With a secret that the issuer has as well.
     *
     * @param file holds it, 32 bytes or more
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no secret
     */
    public static TokenAuthenticator withSecret(Path file, TokenOptions options, boolean acceptsGuests) throws IOException {
        return with(TokenKeys.secretIn(file), options, acceptsGuests);
    }

    private static TokenAuthenticator with(TokenKeys keys, TokenOptions options, boolean acceptsGuests) {
        TokenVerifier verifier = new TokenVerifier(keys, options);
        return new TokenAuthenticator(token -> stage(verifier, token), options, acceptsGuests);
    }

    private static CompletionStage<User> stage(TokenVerifier verifier, String token) {
        try {
            return CompletableFuture.completedStage(verifier.verify(token).orElseThrow(TokenVerifier::notSigned));
        } catch (AuthRefused why) {
            return CompletableFuture.failedStage(why);
        }
    }

    @Override
    public Optional<String> credentials(Handshake handshake) {
        return sent(handshake.auth().get("token"))
                .or(() -> handshake.bearer())
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

    @Override
    public CompletionStage<User> verify(String credentials) {
        try {
            TokenVerifier.requireReasonable(credentials); // before it waits anywhere
        } catch (AuthRefused why) {
            return CompletableFuture.failedStage(why);
        }
        return verifier.apply(credentials);
    }

    @Override
    public boolean acceptsGuests() {
        return acceptsGuests;
    }
}
