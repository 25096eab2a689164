package dev.parley.web;

import dev.parley.auth.token.ContainerUsersOnly;
import dev.parley.auth.token.TokenAuthenticator;
import dev.parley.auth.token.TokenOptions;
import dev.parley.config.Configuration;
import dev.parley.config.InvalidOptionException;
import dev.parley.config.Option;
import dev.parley.socketio.Authenticator;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who may come in, as it is set. Immutable.
 *
 * @param acceptsGuests whether also those of whom nobody knows who they are
 * @param believesContainer whether those are known whom the container has signed in
 * @param tokens which tokens are accepted; null where none are
 */
record AuthSettings(boolean acceptsGuests, boolean believesContainer, TokenOptions tokens, Configuration options) {

    /** @throws InvalidOptionException naming the first option that has an impossible value */
    static AuthSettings read(Configuration options) {
        boolean hasKeys = !options.text(Option.AUTH_TOKEN_KEYS).isEmpty();
        boolean hasSecret = !options.text(Option.AUTH_TOKEN_SECRET).isEmpty();
        if (hasKeys && hasSecret) {
            throw options.invalid(Option.AUTH_TOKEN_SECRET, "empty where parley.auth.token.keys is said");
        }
        if (!hasKeys && !hasSecret) {
            requireNothingSaidOfTokens(options);
        }
        return new AuthSettings(
                options.flag(Option.AUTH_GUESTS),
                options.flag(Option.AUTH_CONTAINER),
                hasKeys || hasSecret ? tokens(options) : null,
                options);
    }

    /** Who has forgotten the keys would not notice that nobody is asked for a token. */
    private static void requireNothingSaidOfTokens(Configuration options) {
        for (Option option : List.of(Option.AUTH_TOKEN_ISSUER, Option.AUTH_TOKEN_AUDIENCE, Option.AUTH_TOKEN_COOKIE)) {
            if (!options.text(option).isEmpty()) {
                throw options.invalid(option, "empty where there are no keys of tokens, and no secret");
            }
        }
    }

    private static TokenOptions tokens(Configuration options) {
        return new TokenOptions(
                present(options, Option.AUTH_TOKEN_ISSUER),
                present(options, Option.AUTH_TOKEN_AUDIENCE),
                present(options, Option.AUTH_TOKEN_ROLES_CLAIM),
                options.time(Option.AUTH_TOKEN_SKEW),
                cookie(options));
    }

    private static String cookie(Configuration options) {
        String name = options.text(Option.AUTH_TOKEN_COOKIE);
        if (!name.isEmpty() && !name.matches(Settings.TOKEN)) { // RFC 6265, 4.1.1
            throw options.invalid(Option.AUTH_TOKEN_COOKIE, "a cookie's name");
        }
        return name;
    }

    private static String present(Configuration options, Option option) {
        String value = options.text(option);
        if (value.isEmpty()) {
            throw options.invalid(option, "said where there are keys of tokens, or a secret");
        }
        return value;
    }

    /**
     * @param workers fetch keys
     * @return empty: everybody is who the container says they are
     * @throws InvalidOptionException if the keys cannot be had
     */
    Optional<Authenticator> authenticator(Executor workers) {
        if (tokens == null) {
            return acceptsGuests ? Optional.empty() : Optional.of(new ContainerUsersOnly());
        }
        String keys = options.text(Option.AUTH_TOKEN_KEYS);
        Option option = keys.isEmpty() ? Option.AUTH_TOKEN_SECRET : Option.AUTH_TOKEN_KEYS;
        try {
            return Optional.of(
                    keys.isEmpty()
                            ? TokenAuthenticator.withSecret(Path.of(options.text(option)), tokens, acceptsGuests)
                            : TokenAuthenticator.withKeys(keys, tokens, acceptsGuests, workers));
        } catch (IOException | InvalidPathException e) {
            throw options.invalid(option, "a file that can be read" + (keys.isEmpty() ? "" : ", or an address that begins with https://"));
        } catch (IllegalArgumentException e) {
            throw options.invalid(option, "right: " + e.getMessage());
        }
    }
}
