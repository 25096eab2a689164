package dev.parley.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawClient;
import dev.parley.web.upgrade.Upgrades;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xnio.Options;

/** WebSockets on a real Undertow, as one finds it in others. */
class UndertowWebSocketsTest {
    private static final int TIMEOUT = 300; // ms, of what the server waits for and of what it writes

    private Undertow undertow; // null before it has started
    private DeploymentManager deployment;

    private static final class Application implements ServletContextListener {
        @Override
        public void contextInitialized(ServletContextEvent event) {
            Parley.of(event.getServletContext())
                    .io()
                    .onConnection(socket -> socket.on(
                            "who", (arguments, ack) -> socket.emit("teller", Thread.currentThread().getName())));
        }
    }

    private ServletContext deploy(String serverName, String threads) throws ServletException {
        deployment = Servlets.newContainer()
                .addDeployment(Servlets.deployment()
                        .setClassLoader(UndertowWebSocketsTest.class.getClassLoader())
                        .setContextPath("/")
                        .setDeploymentName("parley")
                        .setServerName(serverName)
                        .addInitParameter("parley.websocket.threads", threads)
                        .addListener(Servlets.listener(
                                Application.class, new ImmediateInstanceFactory<>(new Application()))));
        deployment.deploy();
        return deployment.getDeployment().getServletContext();
    }

    private void serve() throws ServletException {
        undertow = Undertow.builder()
                .setSocketOption(Options.READ_TIMEOUT, TIMEOUT)
                .setSocketOption(Options.WRITE_TIMEOUT, TIMEOUT)
                .addHttpListener(0, "localhost", deployment.start())
                .build();
        undertow.start();
    }

    @AfterEach
    void stop() throws ServletException {
        if (undertow != null) {
            deployment.stop();
            undertow.stop();
        }
        if (deployment != null) {
            deployment.undeploy();
        }
    }

    private int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
    }

    private RawClient connect() throws IOException {
        RawClient client = new RawClient(URI.create("http://localhost:" + port() + "/socket.io/?EIO=4&transport=websocket"));
        assertTrue(client.read(RawClient.TEXT).text().startsWith("0{"));
        client.sendText("40");
        assertTrue(client.read(RawClient.TEXT).text().startsWith("40{"));
        return client;
    }

    private void awaitTimeout() throws IOException {
        try (Socket request = new Socket("localhost", port())) {
            request.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(US_ASCII));
            assertEquals(-1, request.getInputStream().read(), "a request that does not come to its end is cut");
        }
    }

    /** The name of the thread that tells of a message. */
    private static String teller(RawClient client) throws IOException {
        client.sendText("42['who']");
        return client.read(RawClient.TEXT).text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers", "io"})
    void a_websocket_may_be_silent_for_longer_than_a_request(String threads) throws Exception {
        deploy("WildFly", threads);
        serve();
        try (RawClient client = connect()) {
            assertTrue(teller(client).startsWith("42["));
            awaitTimeout();
            awaitTimeout(); // Undertow takes a moment longer for a connection that has been used
            assertTrue(teller(client).startsWith("42["));
            assertTrue(teller(client).startsWith("42["), "Undertow closes after what was written too late");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"workers", "io"})
    void listeners_are_told_by_the_threads_that_were_chosen(String threads) throws Exception {
        deploy("WildFly", threads);
        serve();
        try (RawClient client = connect()) {
            assertEquals(threads.equals("io"), teller(client).contains("I/O"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Undertow", "WildFly 39.0.1.Final (WildFly Core 31.0.3.Final)", "somebody else's"})
    void frames_are_ours_on_every_undertow_that_can_be_seen(String name) throws Exception {
        ServletContext context = deploy(name, "workers");
        assertTrue(context.getServerInfo().startsWith(name), context.getServerInfo());
        assertTrue(Upgrades.areGoodOn(context));
        assertFalse(Upgrades.areHarmfulOn(context));
    }
}
