package dev.parley.it;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Message;
import dev.parley.connection.Receiver;
import dev.parley.socketio.Handshake;
import dev.parley.web.Parley;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An application that hears of every handshake that fails: {@code /failures} tells which, at its first message. Whoever enters
 * {@code /facts} is told what its own is.
 */
@WebListener
public class HandshakeApplication implements ServletContextListener {
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Parley parley = Parley.of(event.getServletContext());
        parley.engine().onConnectionError((request, refused) -> failures.add("engine " + request.method() + " "
                + refused.error().code() + " " + refused.message() + " " + refused.context() + " "
                + request.facts().get().path()));
        parley.webSockets().onConnectionError(failed -> failures.add("native " + failed.status() + " " + failed.reason()
                + " " + failed.context() + " " + failed.request().path()));
        parley.openWebSocket("/failures", Failures::new);
        parley.declareSessionAttributes("cart");
        parley.io().of("/facts").onConnection(socket -> socket.emit("facts", facts(socket.handshake())));
    }

    private static String facts(Handshake handshake) {
        return handshake.locales() + " "
                + handshake
                        .httpSession()
                        .map(session -> session.id().length() + " " + new TreeMap<>(session.attributes()))
                        .orElse("no session");
    }

    /** Signs somebody in. */
    @WebServlet("/sign-in")
    public static class SignIn extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            HttpSession session = request.getSession();
            session.setAttribute("user", "anna");
            session.setAttribute("cart", List.of("milk"));
            session.setAttribute("password", "secret");
        }
    }

    private final class Failures implements Receiver {
        private final Connection connection;

        Failures(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void received(Message message) {
            connection.send(List.of(Message.text(String.join("\n", failures))), false);
        }

        @Override
        public void closed(CloseStatus status) {}
    }
}
