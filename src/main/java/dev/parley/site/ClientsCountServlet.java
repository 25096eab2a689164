package dev.parley.site;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.BroadcastTarget;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.SocketIoServer;
import dev.parley.web.Caller;
import dev.parley.web.JsonResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /clients-count}: how many are connected, in all, in a namespace, or in a room. */
final class ClientsCountServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient SocketIoServer server;

    ClientsCountServlet(SocketIoServer server) {
        this.server = server;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Caller.of(request, any -> false);
        } catch (AuthRefused kept) {
            ApiServlet.refuse(response, kept);
            return;
        }
        String room = request.getParameter("room");
        int count = namespaces(request.getParameter("namespace")).stream()
                .mapToInt(namespace -> room == null ? namespace.localCount() : members(namespace, room))
                .sum();
        JsonResponse.send(response, HttpServletResponse.SC_OK, Map.of("count", count));
    }

    private Collection<Namespace> namespaces(String name) {
        if (name == null) {
            return server.namespaces();
        }
        String full = name.startsWith("/") ? name : "/" + name;
        return server.existing(full).map(List::of).orElse(List.of());
    }

    private static int members(Namespace namespace, String room) {
        return namespace
                .adapter()
                .localSockets(new BroadcastTarget(Set.of(room), Set.of(), false, true))
                .size();
    }
}
