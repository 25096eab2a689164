package dev.parley.web;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.AuthRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Optional;
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
        OpeningRequest facts = RequestFacts.of(request);
        boolean isOthers = facts.bearer().filter(isOther).isPresent();
        return Application.of(request.getServletContext())
                .doorman()
                .identified(isOthers ? facts.without("Authorization") : facts)
                .principal();
    }

    /**
     * By what clients from where a request comes are counted together, as far as proxies in front are believed.
     *
     * @return empty for this host, whose clients have no limits
     */
    public static Optional<String> addressKey(HttpServletRequest request) {
        return RequestFacts.addressKey(request, proxies(request));
    }

    /** Whether a request has come over TLS, to us or to a proxy that is believed. */
    public static boolean isSecure(HttpServletRequest request) {
        return RequestFacts.isSecure(request, proxies(request));
    }

    private static TrustedProxies proxies(HttpServletRequest request) {
        return Application.of(request.getServletContext()).settings().proxies();
    }
}
