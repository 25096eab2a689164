package dev.parley.it;

import dev.parley.connection.HandshakeRefused;
import dev.parley.socketio.Namespace;
import dev.parley.web.Parley;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An application that has much to say, in {@code /ticks}. */
@WebListener
public class TicksApplication implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Parley parley = Parley.of(event.getServletContext());
        Namespace ticks = parley.io().of("/ticks");
        ticks.on("flow", (socket, arguments, ack) -> new Thread(() -> {
                    for (int n = 1; n <= 4_000; n++) {
                        ticks.emit("tick", n);
                        LockSupport.parkNanos(50_000);
                    }
                })
                .start());
        ticks.on("flood", (socket, arguments, ack) -> {
            for (int n = 1; n <= 300; n++) {
                socket.emit("flood", "x".repeat(100_000));
            }
            ack.send();
        });
        ticks.on("facts", (socket, arguments, ack) -> ack.send(Map.of(
                "transport", socket.connection().transport(),
                "path", socket.handshake().request().path(),
                "header", socket.handshake().header("X-Test").orElse(""),
                "user", socket.handshake().principal().isPresent())));
        parley.webSockets().allowRequest(request -> {
            if (request.path().endsWith("/teapot")) {
                throw HandshakeRefused.with(418, Map.of("X-Why", "teapot"), "short and stout");
            }
        });
    }
}
