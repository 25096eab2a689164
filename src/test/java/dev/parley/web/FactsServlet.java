package dev.parley.web;

import dev.parley.socketio.Handshake;
import dev.parley.socketio.Namespace;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import java.security.Principal;
import java.util.Map;

/** An application's own namespace beside the chat, for tests: tells each client what is known of its handshake. */
@WebServlet(urlPatterns = "/facts-are-a-namespace", loadOnStartup = 1)
public class FactsServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    public void init() {
        Namespace facts = Application.of(getServletContext()).server().of("/facts");
        facts.onConnection(socket -> socket.emit("facts", of(socket.handshake())));
        facts.on("sum", (socket, arguments, ack) -> ack.send(
                arguments.values().stream().mapToInt(each -> Integer.parseInt(each.toString())).sum()));
    }

    private static Map<String, Object> of(Handshake handshake) {
        return Map.of(
                "address", handshake.remoteAddress(),
                "path", handshake.request().path(),
                "query", handshake.parameter("q").orElse(""),
                "header", handshake.header("X-Test").orElse(""),
                "cookie", handshake.cookies().getOrDefault("c", ""),
                "user", handshake.principal().map(Principal::getName).orElse("nobody"),
                "secure", handshake.secure());
    }
}
