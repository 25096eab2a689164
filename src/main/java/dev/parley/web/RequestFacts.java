package dev.parley.web;

import dev.parley.auth.TrustedProxies;
import dev.parley.connection.AddressKey;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.QueryString;
import dev.parley.connection.RequestOwner;
import dev.parley.connection.WebSession;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Copies what is worth knowing of a request, which is gone when the connection it has opened is still there. */
final class RequestFacts {
    private RequestFacts() {}

    static OpeningRequest of(HttpServletRequest request) {
        Map<String, List<String>> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name, Collections.list(request.getHeaders(name)));
        }
        Map<String, String> cookies = new HashMap<>();
        Cookie[] sent = request.getCookies();
        if (sent != null) {
            Arrays.stream(sent).forEach(cookie -> cookies.putIfAbsent(cookie.getName(), cookie.getValue()));
        }
        Settings settings = Application.of(request.getServletContext()).settings();
        TrustedProxies proxies = settings.proxies();
        Principal known = principal(request, settings);
        return new OpeningRequest(
                address(request, proxies),
                isShared(request, proxies),
                isSecure(request, proxies),
                path(request),
                QueryString.parse(request.getQueryString()),
                headers,
                cookies,
                known,
                known == null ? Set.of() : roles(request),
                session(request),
                Instant.now());
    }

    /** Whose a request is that continues a session. */
    static RequestOwner owner(HttpServletRequest request) {
        Settings settings = Application.of(request.getServletContext()).settings();
        Principal known = principal(request, settings);
        return new RequestOwner(
                request.getHeader("Origin"),
                known == null ? null : known.getName(),
                settings.engine().bindsAddress() ? address(request, settings.proxies()) : null);
    }

    static boolean isSecure(HttpServletRequest request, TrustedProxies proxies) {
        return proxies.isSecure(request.getRemoteAddr(), request.isSecure(), request.getHeader("X-Forwarded-Proto"));
    }

    /** By what clients from where a request comes are counted together, as far as proxies in front are believed. */
    static Optional<String> addressKey(HttpServletRequest request, TrustedProxies proxies) {
        return AddressKey.of(address(request, proxies), isShared(request, proxies));
    }

    private static String address(HttpServletRequest request, TrustedProxies proxies) {
        return proxies.client(request.getRemoteAddr(), forwarded(request));
    }

    private static List<String> forwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaders("X-Forwarded-For"));
    }

    /** Whether others may have the same address, which the log says where that is this host's. */
    private static boolean isShared(HttpServletRequest request, TrustedProxies proxies) {
        String peer = request.getRemoteAddr();
        boolean isShared = proxies.isAnybodys(peer, forwarded(request), name -> request.getHeader(name) != null);
        if (isShared && AddressKey.of(peer).isEmpty()) {
            Application.of(request.getServletContext()).unnamedProxy().log();
        }
        return isShared;
    }

    private static Set<String> roles(HttpServletRequest request) {
        return Application.of(request.getServletContext()).roles().stream()
                .filter(request::isUserInRole)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whom the container knows; null if nobody, or if that does not count. */
    private static Principal principal(HttpServletRequest request, Settings settings) {
        return settings.auth().believesContainer() ? request.getUserPrincipal() : null;
    }

    /** Null if there is none. */
    private static WebSession session(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return null;
        }
        try {
            Map<String, Object> attributes = new HashMap<>();
            for (String name : Application.of(request.getServletContext()).sessionAttributes()) {
                Object value = session.getAttribute(name);
                if (value != null) {
                    attributes.put(name, value);
                }
            }
            return new WebSession(session.getId(), attributes);
        } catch (IllegalStateException over) { // somebody has just signed out
            return null;
        }
    }

    /** The path below the context, as it was sent. */
    static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
