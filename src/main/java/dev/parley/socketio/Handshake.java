package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.WebSession;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a client that wants to enter a namespace. Immutable.
 *
 * @param request the request that opened the connection
 * @param query its query parameters; for clients of protocol 4 also those of the namespace's name
 * @param auth what the client sent to be let in; empty if it sent nothing. For clients of protocol 4, which have no such
 *     thing, the query of the namespace's name
 */
public record Handshake(OpeningRequest request, Map<String, List<String>> query, JsonObject auth) {
    public Handshake {
        requireNonNull(request, "request");
        requireNonNull(auth, "auth");
        query = Map.copyOf(query);
    }

    /** Of a client that sent nothing but the request. */
    public static Handshake of(OpeningRequest request) {
        return new Handshake(request, request.query(), JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Of a client that sent something to be let in. */
    public static Handshake of(OpeningRequest request, JsonObject auth) {
        return new Handshake(request, request.query(), auth);
    }

    /** Of a client of protocol 4 that asks for a namespace with a query. */
    public static Handshake of(OpeningRequest request, Map<String, List<String>> namespaceQuery, JsonObject auth) {
        Map<String, List<String>> query = new HashMap<>(request.query());
        query.putAll(namespaceQuery);
        return new Handshake(request, query, auth);
    }

    /** The same of a client that has shown who it is. */
    Handshake as(User user) {
        return new Handshake(request.as(user, user.roles()), query, auth);
    }

    /** The peer's IP address as the container sees it; behind a proxy the proxy's. */
    public String remoteAddress() {
        return request.remoteAddress();
    }

    /** Whether it came over TLS. */
    public boolean secure() {
        return request.secure();
    }

    /** When the connection was opened. */
    public Instant at() {
        return request.at();
    }

    /** The first value of a header, its name in any case. */
    public Optional<String> header(String name) {
        return request.header(name);
    }

    /** What the header {@code Authorization} has for whoever bears it (RFC 6750, 2.1); empty if it has something else. */
    public Optional<String> bearer() {
        return request.bearer();
    }

    public Map<String, String> cookies() {
        return request.cookies();
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** Who it has shown to be ({@link User}), or else who the container says it is. */
    public Optional<Principal> principal() {
        return request.principal();
    }

    /**
     * What was in the container's {@code HttpSession} when the connection was opened: its id, and the attributes that the
     * application has asked for at start ({@code parley.session.attributes}, {@code Parley.declareSessionAttributes}). Empty
     * when there was none: a handshake makes none.
     */
    public Optional<WebSession> httpSession() {
        return request.httpSession();
    }

    /** The languages that the client asks for, the best first; empty when it asks for none. */
    public List<Locale> locales() {
        return request.locales();
    }

    /**
     * Whether it has a role: a {@link User} one of their own; whom the container knows one of those that the application has
     * declared at start.
     */
    public boolean isInRole(String role) {
        return request.roles().contains(role);
    }

    /** Without what was sent to be let in, which may be a secret. */
    @Override
    public String toString() {
        return "Handshake[" + request + "]";
    }
}
