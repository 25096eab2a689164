package dev.parley.site;

import dev.parley.chat.Chat;
import dev.parley.chat.ModeratorRoles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code GET /api/audit}: what moderators have done in a namespace, for them and for administrators; the newest first. */
final class AuditServlet extends ApiServlet {
    private static final long serialVersionUID = 1;
    private static final int PAGE = 50;

    private final transient Chat chat;
    private final transient ModeratorRoles roles;

    AuditServlet(Chat chat, ModeratorRoles roles) {
        super("GET", "HEAD");
        this.chat = chat;
        this.roles = roles;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        requireRole(request, roles.moderator(), roles.admin());
        long before = number(request, "before", Long.MAX_VALUE);
        int limit = (int) Math.min(number(request, "limit", PAGE), Integer.MAX_VALUE);
        answer(request, response, chat.acts(namespace(request), before, limit));
    }
}
