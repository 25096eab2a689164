package dev.parley.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie with a session's token: no script sees it, no page of another site sends it, and it goes to no other address than
 * those below {@code /api/session}.
 */
final class SessionCookie {
    private static final String NAME = "parley-session";

    private final String path;
    private final Duration lifetime;

    /** @param contextPath of the application, empty for the root */
    SessionCookie(String contextPath, Duration lifetime) {
        this.path = contextPath + "/api/session";
        this.lifetime = lifetime;
    }

    /** The token that came in a request. */
    static Optional<String> in(HttpServletRequest request) {
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            for (Cookie cookie : sent) {
                if (cookie.getName().equals(NAME)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** The header that sets it (RFC 6265, 4.1). */
    String with(String token, boolean isSecure) {
        return header(token, lifetime.toSeconds(), isSecure);
    }

    /** The header that removes it. */
    String none(boolean isSecure) {
        return header("", 0, isSecure);
    }

    private String header(String value, long seconds, boolean isSecure) {
        return NAME + "=" + value + "; Path=" + path + "; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (isSecure ? "; Secure" : "");
    }
}
