package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.security.Principal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts of the HTTP request that opened a connection, copied, because the request itself is gone afterwards.
 * Immutable.
 *
 * @param remoteAddress the client's IP address: the peer's, unless that is one of {@code parley.proxies} and says for whom it is there
 * @param sharedAddress whether others may be behind that address, because a proxy has passed the request on that says not for whom,
 *     or is not believed
 * @param secure whether it came over TLS, to the same proxy if there is one
 * @param path the path below the context, such as {@code /ws/team}
 * @param query the query parameters, decoded; never null
 * @param headers the headers; names in any case
 * @param cookies the cookies by name
 * @param user who the container says it is, null when nobody has signed in
 * @param roles those of the roles the application has declared that the container says the user has; it can be asked for them
 *     only while the request is there
 * @param webSession what was in the container's session, null when there was none; none is made
 * @param at when it came
 */
public record OpeningRequest(
        String remoteAddress,
        boolean sharedAddress,
        boolean secure,
        String path,
        Map<String, List<String>> query,
        Map<String, List<String>> headers,
        Map<String, String> cookies,
        Principal user,
        Set<String> roles,
        WebSession webSession,
        Instant at) {
    private static final String BEARER = "Bearer ";

    public OpeningRequest {
        requireNonNull(remoteAddress, "remoteAddress");
        requireNonNull(path, "path");
        requireNonNull(at, "at");
        query = Map.copyOf(query);
        TreeMap<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        // interned, because every connection brings the same dozen names and keeps them
        headers.forEach((name, values) -> anyCase.put(name.toLowerCase(Locale.ROOT).intern(), List.copyOf(values)));
        headers = Collections.unmodifiableMap(anyCase);
        cookies = Map.copyOf(cookies);
        roles = Set.copyOf(roles);
    }

    /** Without a session, and without a proxy. */
    public OpeningRequest(
            String remoteAddress,
            boolean secure,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            Map<String, String> cookies,
            Principal user,
            Set<String> roles,
            Instant at) {
        this(remoteAddress, false, secure, path, query, headers, cookies, user, roles, null, at);
    }

    /** Of a user without roles. */
    public OpeningRequest(
            String remoteAddress,
            boolean secure,
            String path,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            Map<String, String> cookies,
            Principal user,
            Instant at) {
        this(remoteAddress, secure, path, query, headers, cookies, user, Set.of(), at);
    }

    /** The same of somebody else than the container says. */
    public OpeningRequest as(Principal somebody, Set<String> theirRoles) {
        return new OpeningRequest(
                remoteAddress, sharedAddress, secure, path, query, headers, cookies, somebody, theirRoles, webSession, at);
    }

    /** The same without a header, its name in any case. */
    public OpeningRequest without(String header) {
        Map<String, List<String>> others = new TreeMap<>(headers);
        others.keySet().removeIf(header::equalsIgnoreCase);
        return new OpeningRequest(
                remoteAddress, sharedAddress, secure, path, query, others, cookies, user, roles, webSession, at);
    }

    /** What the header {@code Authorization} has for whoever bears it (RFC 6750, 2.1); empty if it has something else. */
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }

    /** The first value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Who the container says it is. */
    public Optional<Principal> principal() {
        return Optional.ofNullable(user);
    }

    /** What was in the container's {@code HttpSession}; empty when there was none. */
    public Optional<WebSession> httpSession() {
        return Optional.ofNullable(webSession);
    }

    /** The languages that the header {@code Accept-Language} asks for, the best first; empty when it names none. */
    public List<Locale> locales() {
        return AcceptLanguage.locales(headers.getOrDefault("Accept-Language", List.of()));
    }

    /** Without headers and cookies, which may hold secrets. */
    @Override
    public String toString() {
        return "OpeningRequest[" + remoteAddress + " " + path + " at " + at + "]";
    }
}
