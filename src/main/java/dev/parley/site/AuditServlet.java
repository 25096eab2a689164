package dev.parley.site;

import dev.parley.chat.Chat;
import dev.parley.chat.policy.Permission;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code GET /api/audit}: what moderators have done in a namespace, for those who may moderate there; the newest first. */
final class AuditServlet extends ApiServlet {
    private static final long serialVersionUID = 1;
    private static final int PAGE = 50;

    private final transient Chat chat;
    private final transient Permissions permissions;

    AuditServlet(Chat chat, Permissions permissions) {
        super("GET", "HEAD");
        this.chat = chat;
        this.permissions = permissions;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        permissions.require(subject(request), Permission.MODERATE, Place.of(namespace(request)));
        long before = number(request, "before", Long.MAX_VALUE);
        int limit = (int) Math.min(number(request, "limit", PAGE), Integer.MAX_VALUE);
        answer(request, response, chat.acts(namespace(request), before, limit));
    }
}
