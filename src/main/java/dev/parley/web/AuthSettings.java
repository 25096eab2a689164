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
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who may come in, as it is set. Immutable.
 *
 * @param acceptsGuests whether also those of whom nobody knows who they are
 * @param keys of tokens: a file or an address; empty where there are none
 * @param tokens which of them are accepted; null where there are none
 */
record AuthSettings(boolean acceptsGuests, String keys, TokenOptions tokens, Configuration options) {

    /** @throws InvalidOptionException naming the first option that has an impossible value */
    static AuthSettings read(Configuration options) {
        String keys = options.text(Option.AUTH_TOKEN_KEYS);
        return new AuthSettings(
                options.flag(Option.AUTH_GUESTS), keys, keys.isEmpty() ? null : tokens(options), options);
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
            throw options.invalid(option, "said where parley.auth.token.keys is");
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
        try {
            return Optional.of(TokenAuthenticator.with(keys, tokens, acceptsGuests, workers));
        } catch (IOException | InvalidPathException e) {
            throw options.invalid(Option.AUTH_TOKEN_KEYS, "a file that can be read, or an address that begins with https://");
        } catch (IllegalArgumentException e) {
            throw options.invalid(Option.AUTH_TOKEN_KEYS, "keys of tokens (" + e.getMessage() + ")");
        }
    }
}
