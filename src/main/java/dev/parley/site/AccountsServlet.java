package dev.parley.site;

import dev.parley.account.AccountThreads;
import dev.parley.account.Accounts;
import dev.parley.account.Session;
import dev.parley.socketio.EventRefused;
import dev.parley.web.Caller;
import dev.parley.web.JsonResponse;
import dev.parley.web.JsonResponse.Answer;
import dev.parley.web.Parley;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /api/session}: how one may come in; {@code POST /api/accounts}: signs up; {@code PUT /api/accounts/password}:
 * changes a password; {@code POST /api/session}: signs in; {@code POST /api/session/refresh}: the next access token; {@code DELETE
 * /api/session}: signs out. All of it whoever asks: who comes here has no token yet, or one that has ended.
 */
final class AccountsServlet extends AccountRequests {
    private static final long serialVersionUID = 1;

    private final transient Accounts accounts;
    private final transient AccountThreads threads;
    private final transient SessionCookie cookie;

    AccountsServlet(Parley parley, Accounts accounts, AccountThreads threads, SessionCookie cookie) {
        super(parley, "GET", "HEAD", "POST", "PUT", "DELETE");
        this.accounts = accounts;
        this.threads = threads;
        this.cookie = cookie;
    }

    @Override
    boolean isOpen(HttpServletRequest request) {
        return true;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!path(request).equals("/api/session")) {
            throw notFound();
        }
        boolean acceptsGuests = parley().io().authenticator().filter(finder -> !finder.acceptsGuests()).isEmpty();
        JsonResponse.send(
                response,
                HttpServletResponse.SC_OK,
                Map.of("accounts", true, "signUp", accounts.acceptsSignUp(), "guests", acceptsGuests));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        requireOwnPage(request);
        switch (path(request)) {
            case "/api/accounts" -> tried(request, response, body -> threads.compare(() -> begun(
                    HttpServletResponse.SC_CREATED, accounts.signUp(text(body, "name"), text(body, "password")))));
            case "/api/session" -> tried(request, response, body -> threads.compare(() -> begun(
                    HttpServletResponse.SC_OK, accounts.signIn(text(body, "name"), text(body, "password")))));
            case "/api/session/refresh" -> refresh(request, response);
            default -> throw notFound();
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {
        requireOwnPage(request);
        if (!path(request).equals("/api/accounts/password")) {
            throw notFound();
        }
        tried(request, response, body -> threads.compare(() -> begun(
                HttpServletResponse.SC_OK,
                accounts.changePassword(text(body, "name"), text(body, "password"), text(body, "new")))));
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        requireOwnPage(request);
        if (!path(request).equals("/api/session")) {
            throw notFound();
        }
        String token = SessionCookie.in(request).orElse("");
        Map<String, String> headers = Map.of("Set-Cookie", cookie.none(Caller.isSecure(request)));
        later(request, response, threads.ask(() -> {
            accounts.signOut(token);
            return new Answer(HttpServletResponse.SC_OK, headers, Map.of());
        }));
    }

    private void refresh(HttpServletRequest request, HttpServletResponse response) {
        boolean isSecure = Caller.isSecure(request);
        String token = SessionCookie.in(request)
                .orElseThrow(() -> new EventRefused("SESSION_NEEDED", null, "the cookie of a session must be there"));
        later(request, response, threads.ask(() ->
                begun(HttpServletResponse.SC_OK, accounts.renew(token)).over(isSecure)));
    }

    private Begun begun(int status, Session session) {
        return isSecure -> {
            Map<String, String> headers = Map.of("Set-Cookie", cookie.with(session.token(), isSecure));
            Map<String, Object> members = Map.of(
                    "token", session.accessToken(),
                    "seconds", Math.max(0, Duration.between(Instant.now(), session.accessUntil()).toSeconds()),
                    "user", Map.of("id", session.account().id(), "name", session.account().name()));
            return new Answer(status, headers, members);
        };
    }

    /** Something with a password, which clients of one address may not try for ever. */
    private void tried(HttpServletRequest request, HttpServletResponse response, Work work) {
        Optional<String> address = Caller.addressKey(request);
        handle(request, response, body -> {
            address.ifPresent(accounts::knock);
            return work.on(body);
        });
    }
}
