package dev.parley.web;

import dev.parley.connection.AddressKey;
import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** Who sends a request to an address of an application's own: the same as on all wires. */
public final class Caller {
    private Caller() {}

    /**
     * Finds out who it is; may wait for the keys of tokens.
     *
     * @param isOther whether what comes as {@code Authorization: Bearer} is no token, but something that the application
     *     understands itself
     * @return empty for a guest
     * @throws AuthRefused if a token is not valid, or there must be one
     */
    public static Optional<Principal> of(HttpServletRequest request, Predicate<String> isOther) {
        Optional<Principal> known = Optional.ofNullable(request.getUserPrincipal());
        Optional<Authenticator> authenticator =
                Application.of(request.getServletContext()).server().authenticator();
        if (authenticator.isEmpty()) {
            return known;
        }
        OpeningRequest facts = RequestFacts.of(request);
        boolean isOthers = facts.bearer().filter(isOther).isPresent();
        Optional<String> token = authenticator.get()
                .credentials(Handshake.of(isOthers ? facts.without("Authorization") : facts));
        if (token.isPresent()) {
            return Optional.of(user(authenticator.get(), token.get()));
        } else if (known.isEmpty() && !authenticator.get().acceptsGuests()) {
            throw AuthRefused.required();
        }
        return known;
    }

    /**
     * By what clients from where a request comes are counted together, as far as proxies in front are believed.
     *
     * @return empty for this host, whose clients have no limits
     */
    public static Optional<String> addressKey(HttpServletRequest request) {
        return AddressKey.of(RequestFacts.of(request));
    }

    /** Whether a request has come over TLS, to us or to a proxy that is believed. */
    public static boolean isSecure(HttpServletRequest request) {
        return RequestFacts.isSecure(
                request, Application.of(request.getServletContext()).settings().proxies());
    }

    private static Principal user(Authenticator authenticator, String token) {
        try {
            return authenticator.verify(token).toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof AuthRefused why ? why : e;
        }
    }
}
