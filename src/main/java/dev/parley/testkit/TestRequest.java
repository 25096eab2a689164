package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.OpeningRequest;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.Arguments;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The HTTP request with which a client opens its connection. Immutable: it can be kept, built upon and used for many clients.
 *
 * <pre>{@code
 * TestClient anna = server.request().cookie("session", "4711").user(() -> "anna").connect("/chat");
 * }</pre>
 */
public final class TestRequest {
    private final TestServer server;
    private final String remoteAddress;
    private final boolean isSecure;
    private final Map<String, List<String>> query;
    private final Map<String, List<String>> headers;
    private final Map<String, String> cookies;
    private final Principal user; // null when nobody has signed in
    private final Set<String> roles;

    TestRequest(TestServer server) {
        this(
                server,
                "192.0.2.1", // an address that nobody has (RFC 5737)
                false,
                Map.of("EIO", List.of("4"), "transport", List.of("websocket")),
                Map.of("host", List.of("test.example")),
                Map.of(),
                null,
                Set.of());
    }

    private TestRequest(
            TestServer server,
            String remoteAddress,
            boolean isSecure,
            Map<String, List<String>> query,
            Map<String, List<String>> headers,
            Map<String, String> cookies,
            Principal user,
            Set<String> roles) {
        this.server = server;
        this.remoteAddress = requireNonNull(remoteAddress, "remoteAddress");
        this.isSecure = isSecure;
        this.query = query;
        this.headers = headers;
        this.cookies = cookies;
        this.user = user;
        this.roles = Set.copyOf(roles);
    }

    /** With one more header, its name in any case; one that is there already gets one more value. */
    public TestRequest header(String name, String value) {
        Map<String, List<String>> more = with(headers, name.toLowerCase(Locale.ROOT), value);
        return new TestRequest(server, remoteAddress, isSecure, query, more, cookies, user, roles);
    }

    /** With one more query parameter; one that is there already gets one more value. */
    public TestRequest query(String name, String value) {
        return new TestRequest(server, remoteAddress, isSecure, with(query, name, value), headers, cookies, user, roles);
    }

    /** With one more cookie. */
    public TestRequest cookie(String name, String value) {
        Map<String, String> more = new HashMap<>(cookies);
        more.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new TestRequest(server, remoteAddress, isSecure, query, headers, more, user, roles);
    }

    /** Of somebody who has signed in with the container; null for nobody. */
    public TestRequest user(Principal who) {
        return new TestRequest(server, remoteAddress, isSecure, query, headers, cookies, who, roles);
    }

    /** Of somebody whom the container knows in these roles; see {@link dev.parley.socketio.Handshake#isInRole}. */
    public TestRequest roles(String... names) {
        return new TestRequest(server, remoteAddress, isSecure, query, headers, cookies, user, Set.of(names));
    }

    /** From an address. */
    public TestRequest remoteAddress(String address) {
        return new TestRequest(server, address, isSecure, query, headers, cookies, user, roles);
    }

    /** Over TLS. */
    public TestRequest secure() {
        return new TestRequest(server, remoteAddress, true, query, headers, cookies, user, roles);
    }

    /**
     * Of a client 1 or 2, which speaks protocol 4: it is in the root namespace without asking, pings the server, and sends a
     * query behind the name of a namespace instead of auth: {@code connect("/chat?token=1")}. It cannot be recovered.
     */
    public TestRequest protocol4() {
        Map<String, List<String>> other = new HashMap<>(query);
        other.put("EIO", List.of(Revision.V3.number()));
        return new TestRequest(server, remoteAddress, isSecure, other, headers, cookies, user, roles);
    }

    boolean isProtocol4() {
        return revision() == Revision.V3;
    }

    Revision revision() {
        return Revision.of(query.get("EIO").get(0)).orElseThrow();
    }

    private static Map<String, List<String>> with(Map<String, List<String>> before, String name, String value) {
        Map<String, List<String>> after = new HashMap<>(before);
        List<String> values = new ArrayList<>(before.getOrDefault(requireNonNull(name, "name"), List.of()));
        values.add(requireNonNull(value, "value"));
        after.put(name, List.copyOf(values));
        return after;
    }

    /**
     * Opens a connection and asks to be let into a namespace. When this returns the client is in it, or was refused, or has
     * to wait because a middleware takes its time: the {@link TestClient} says which.
     */
    public TestClient connect(String namespace) {
        return new ClientConnection(server, this).enter(namespace, null);
    }

    /**
     * Opens a connection and asks to be let into a namespace.
     *
     * @param auth what is sent to be let in: a map, a record, whatever becomes a JSON object
     * @throws IllegalArgumentException if it becomes something else
     */
    public TestClient connect(String namespace, Object auth) {
        return new ClientConnection(server, this).enter(namespace, object(auth));
    }

    static JsonObject object(Object auth) {
        JsonValue value = Arguments.ofValues(auth).get(0);
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("auth must be a JSON object, was " + value);
    }

    /** The request as it comes now. */
    OpeningRequest opening() {
        return new OpeningRequest(
                remoteAddress,
                isSecure,
                "/socket.io/",
                query,
                headers,
                cookies,
                user,
                roles,
                server.clock().instant());
    }
}
