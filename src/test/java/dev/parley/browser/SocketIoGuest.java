package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.it.clients.ClientKind;
import dev.parley.it.clients.JavaClient;
import dev.parley.it.clients.JavaSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Says what Socket.IO's chat example says, through Socket.IO's client for Java. */
final class SocketIoGuest implements Guest {
    private final JavaClient client;
    private final JavaSocket socket;

    /** @param server its address, ending in a slash */
    SocketIoGuest(URI server, String namespace, String name) throws InterruptedException {
        List<ClientKind> kinds = ClientKind.all();
        client = kinds.get(kinds.size() - 1).open(server);
        socket = client.enter(namespace);
        socket.emit("add user", name);
        socket.await("login");
    }

    @Override
    public void say(String text) {
        socket.emit("new message", text);
    }

    @Override
    public void hears(String name, String text) throws InterruptedException {
        Map<?, ?> message = (Map<?, ?>) socket.await("new message").get(0);
        assertEquals(List.of(name, text), List.of(message.get("username"), message.get("message")));
    }

    @Override
    public void seesComing(String name) throws InterruptedException {
        assertEquals(name, ((Map<?, ?>) socket.await("user joined").get(0)).get("username"));
    }

    @Override
    public void seesLeaving(String name) throws InterruptedException {
        assertEquals(name, ((Map<?, ?>) socket.await("user left").get(0)).get("username"));
    }

    @Override
    public void close() {
        client.close();
    }
}
