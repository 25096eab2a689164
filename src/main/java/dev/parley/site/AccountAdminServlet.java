package dev.parley.site;

import dev.parley.account.Account;
import dev.parley.account.AccountThreads;
import dev.parley.account.Accounts;
import dev.parley.socketio.EventRefused;
import dev.parley.web.JsonResponse.Answer;
import dev.parley.web.Parley;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * For administrators: {@code POST /api/accounts/reset}: another password for somebody; {@code GET /api/accounts/roles}: who has
 * roles; {@code PUT /api/accounts/roles}: gives somebody others.
 */
final class AccountAdminServlet extends AccountRequests {
    private static final long serialVersionUID = 1;
    private static final String RESET = "/api/accounts/reset";
    private static final String ROLES = "/api/accounts/roles";
    private static final Logger AUDIT = System.getLogger("dev.parley.audit");

    private final transient Accounts accounts;
    private final transient AccountThreads threads;
    private final String adminRole;

    AccountAdminServlet(Parley parley, Accounts accounts, AccountThreads threads, String adminRole) {
        super(parley, "GET", "HEAD", "POST", "PUT");
        this.accounts = accounts;
        this.threads = threads;
        this.adminRole = adminRole;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        requireAdmin(request, ROLES);
        later(request, response, threads.ask(() -> new Answer(
                HttpServletResponse.SC_OK,
                Map.of(),
                Map.of("accounts", accounts.withRoles().stream().map(AccountAdminServlet::shown).toList()))));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        requireOwnPage(request);
        requireAdmin(request, RESET);
        handle(request, response, body -> threads.compare(() -> {
            String password = accounts.resetPassword(text(body, "name"));
            return at -> new Answer(HttpServletResponse.SC_OK, Map.of(), Map.of("password", password));
        }));
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {
        requireOwnPage(request);
        requireAdmin(request, ROLES);
        Principal by = caller(request).orElseThrow();
        handle(request, response, body -> {
            String name = text(body, "name");
            Set<String> roles = texts(body, "roles");
            return threads.ask(() -> {
                Account changed = accounts.changeRoles(name, roles, account -> requireOther(by, account));
                AUDIT.log(Level.INFO, "{0} has given {1} ({2}) the roles {3}", by.getName(), changed.name(), changed.id(), roles);
                return at -> new Answer(HttpServletResponse.SC_OK, Map.of(), shown(changed));
            });
        });
    }

    /** @param path at which there is something with this method */
    private void requireAdmin(HttpServletRequest request, String path) {
        if (!path(request).equals(path)) {
            throw notFound();
        }
        requireRole(request, adminRole);
    }

    /** Somebody must be left who can give it back. */
    private void requireOther(Principal by, Account account) {
        if (by.getName().equals(account.id()) && !account.roles().contains(adminRole)) {
            throw new EventRefused("NOT_ALLOWED", "roles", "one must not take the role " + adminRole + " from oneself");
        }
    }

    private static Map<String, Object> shown(Account account) {
        return Map.of("id", account.id(), "name", account.name(), "roles", List.copyOf(new TreeSet<>(account.roles())));
    }

    private static Set<String> texts(JsonObject body, String name) {
        if (body.get(name) instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
            return array.getValuesAs(JsonString.class).stream().map(JsonString::getString).collect(Collectors.toSet());
        }
        throw new EventRefused("FIELD_TYPE", name, name + " must be a list of strings");
    }
}
