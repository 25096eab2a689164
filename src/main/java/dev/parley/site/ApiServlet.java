package dev.parley.site;

import dev.parley.chat.Keys;
import dev.parley.chat.policy.NotPermitted;
import dev.parley.chat.policy.Subject;
import dev.parley.connection.QueryString;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.storage.StorageException;
import dev.parley.web.Caller;
import dev.parley.web.CrossOrigin;
import dev.parley.web.JsonResponse;
import dev.parley.web.JsonResponse.Answer;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * What the addresses below {@code /api/} share: answers in JSON, errors in one shape, no thread that waits for the database,
 * and none of the database's that waits for a client.
 */
abstract class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(ApiServlet.class.getName());
    private static final String BEARER = "Bearer ";
    private static final Duration LATER = Duration.ofSeconds(5);
    private static final String CALLER = ApiServlet.class.getName();
    private static final Map<String, Integer> STATUSES = Map.ofEntries(
            Map.entry("NO_SUCH_ROOM", 404),
            Map.entry("NO_SUCH_NAMESPACE", 404),
            Map.entry("NO_SUCH_USER", 404),
            Map.entry("NO_SUCH_FILE", 404),
            Map.entry("NOT_FOUND", 404),
            Map.entry("KEY_NEEDED", 401),
            Map.entry("NAME_NEEDED", 401),
            Map.entry("AUTH_REQUIRED", 401),
            Map.entry("AUTH_EXPIRED", 401),
            Map.entry("AUTH_INVALID", 401),
            Map.entry("CREDENTIALS", 401),
            Map.entry("SESSION_NEEDED", 401),
            Map.entry("NOT_A_MEMBER", 403),
            Map.entry("ROLE_NEEDED", 403),
            Map.entry("NOT_ALLOWED", 403),
            Map.entry("MUTED", 403),
            Map.entry("SIGN_UP_CLOSED", 403),
            Map.entry("ACCOUNTS_FULL", 403),
            Map.entry("NAME_TAKEN", 409),
            Map.entry("ORIGIN", 403),
            Map.entry("METHOD", 405),
            Map.entry("LENGTH_NEEDED", 411),
            Map.entry("FILE_TOO_LARGE", 413),
            Map.entry("TOO_LARGE", 413),
            Map.entry("FILE_TYPE", 415),
            Map.entry("CONTENT_TYPE", 415),
            Map.entry("FILES_WAITING", 429),
            Map.entry("RATE_LIMITED", 429),
            Map.entry("TOO_MANY_ATTEMPTS", 429),
            Map.entry("INTERNAL", 500),
            Map.entry("AUTH_UNAVAILABLE", 503),
            Map.entry("BUSY", 503),
            Map.entry("HISTORY_LATE", 503));

    private final Set<String> methods;

    /** @param methods that are answered, in capitals */
    ApiServlet(String... methods) {
        this.methods = Set.of(methods);
    }

    /** Whatever goes wrong is said in one shape. */
    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (CrossOrigin.of(request.getServletContext()).answers(request, response)) {
            return;
        }
        try {
            if (!methods.contains(request.getMethod())) {
                response.setHeader("Allow", String.join(", ", new TreeSet<>(methods)));
                throw new EventRefused("METHOD", null, "this address does not know the method");
            }
            if (request.getServletContext().getAttribute(ApiLimits.class.getName()) instanceof ApiLimits limits) {
                Caller.addressKey(request).ifPresent(limits::take);
            }
            if (!isOpen(request)) {
                request.setAttribute(CALLER, Caller.of(request, Keys::isGuest).orElse(null));
            }
            super.service(request, response);
        } catch (ServletException | RuntimeException e) {
            refuse(request, response, e);
        } catch (IOException e) {
            if (response.isCommitted()) { // whoever asked has left
                throw e;
            }
            LOG.log(Level.DEBUG, "a request broke off", e);
            refuse(request, response, new EventRefused("BODY_CUT", null, "the body did not come to its end"));
        }
    }

    /** Answers a request that is refused. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        refuse(response, failure);
    }

    /** Whether a request is answered whoever sends it. */
    boolean isOpen(HttpServletRequest request) {
        return false;
    }

    /** Answers with what a stage brings, when it does. */
    static void answer(HttpServletRequest request, HttpServletResponse response, CompletionStage<JsonObject> stage) {
        JsonResponse.sendLater(
                request,
                response,
                stage.handle((found, failure) ->
                        failure == null ? new Answer(HttpServletResponse.SC_OK, Map.of(), found) : refusal(failure)));
    }

    static void refuse(HttpServletResponse response, Throwable failure) throws IOException {
        Answer refusal = refusal(failure);
        if (!response.isCommitted()) { // else it is too late to say it
            JsonResponse.send(response, refusal);
        }
    }

    /** The answer to whoever has asked in vain. */
    static Answer refusal(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AuthRefused auth) {
            return refusal(auth.toEvent());
        }
        if (cause instanceof StorageException) {
            LOG.log(Level.WARNING, "a request cannot be answered: {0}", cause.getMessage());
            return refusal(new EventRefused("BUSY", null, "the server cannot do that at the moment", LATER));
        }
        if (!(cause instanceof EventRefused refusal)) {
            LOG.log(Level.ERROR, "a request failed", cause);
            return refusal(new EventRefused("INTERNAL", null, "the server could not handle the request"));
        }
        Map<String, String> headers = new HashMap<>();
        refusal.retryAfter()
                .ifPresent(wait -> headers.put("Retry-After", Long.toString(Math.max(1, (wait.toMillis() + 999) / 1_000))));
        int status = STATUSES.getOrDefault(
                refusal.code(),
                refusal instanceof NotPermitted ? HttpServletResponse.SC_FORBIDDEN : HttpServletResponse.SC_BAD_REQUEST);
        if (status == HttpServletResponse.SC_UNAUTHORIZED) {
            headers.put("WWW-Authenticate", "Bearer");
        }
        return new Answer(status, headers, Map.of("error", refusal.toJson()));
    }

    /** The path below the context. Containers differ in what they take for its end when there is a semicolon in a name. */
    static String path(HttpServletRequest request) {
        String sent = request.getRequestURI().substring(request.getContextPath().length());
        try {
            return URLDecoder.decode(sent.replaceAll(";[^/]*", "").replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new EventRefused("NOT_FOUND", null, "there is nothing at this address");
        }
    }

    /** A parameter of the address; null if it is not there. Never of the body, which may be a file. */
    static String parameter(HttpServletRequest request, String name) {
        return QueryString.last(request.getQueryString(), name);
    }

    static String namespace(HttpServletRequest request) {
        String namespace = parameter(request, "namespace");
        return namespace == null || !namespace.startsWith("/") ? "/" + Objects.toString(namespace, "") : namespace;
    }

    /** The key by which somebody is known in the chat. @throws EventRefused if there is none */
    static String key(HttpServletRequest request) {
        Optional<Principal> user = caller(request);
        if (user.isPresent()) {
            return Keys.of(user.get());
        }
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new EventRefused("KEY_NEEDED", null, "the key of 'add user' must come as Authorization: Bearer");
        }
        return Keys.ofGuest(header.substring(BEARER.length()).strip());
    }

    /** Who sends a request; empty for a guest. */
    static Optional<Principal> caller(HttpServletRequest request) {
        return Optional.ofNullable((Principal) request.getAttribute(CALLER));
    }

    /** Who sends a request, with their roles; to be asked while the request is there. */
    static Subject subject(HttpServletRequest request) {
        Optional<Principal> caller = caller(request);
        Predicate<String> roles = caller.isPresent() && caller.get() instanceof User user
                ? user.roles()::contains
                : role -> caller.isPresent() && request.isUserInRole(role);
        return new Subject(caller, roles);
    }

    /** @throws EventRefused if whoever sends a request has not a role */
    static void requireRole(HttpServletRequest request, String role) {
        if (!subject(request).isInRole(role)) {
            throw new EventRefused("ROLE_NEEDED", null, "one must have the role " + role);
        }
    }

    /** A whole number among the parameters, or another if it is not there. @throws EventRefused if it is something else */
    static long number(HttpServletRequest request, String name, long absent) {
        String value = parameter(request, name);
        if (value == null) {
            return absent;
        }
        if (!value.matches("\\d{1,16}")) {
            throw new EventRefused("FIELD_TYPE", name, name + " must be a whole number of 0 or more");
        }
        return Long.parseLong(value);
    }
}
