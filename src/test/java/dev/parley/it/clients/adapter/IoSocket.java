package dev.parley.it.clients.adapter;

import dev.parley.it.clients.JavaSocket;
import io.socket.client.Ack;
import io.socket.client.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** A socket of the library's. Safe for use by many threads. */
final class IoSocket extends JavaSocket {
    private static final List<String> EVENTS = List.of(
            "connect", "disconnect", "auth", "message-back", "said", "shouted", "everyone", "question", "answered", "tick",
            "hello", "welcome", "ordered", "login", "user joined", "user left", "typing", "stop typing", "new message",
            "session", "users", "user connected", "user disconnected", "private message",
            "todo:created", "todo:updated", "todo:deleted");

    private final Socket socket;

    IoSocket(String description, Socket socket) {
        super(description);
        this.socket = socket;
        EVENTS.forEach(event -> socket.on(event, arguments -> heard(event, arguments)));
        socket.on("error", this::refused); // the old name
        socket.on("connect_error", this::refused);
    }

    private void heard(String event, Object... arguments) {
        int last = arguments.length - 1;
        if (last >= 0 && arguments[last] instanceof Ack ack) {
            List<Object> question = Values.plain(Arrays.asList(arguments).subList(0, last));
            List<Object> answer = new ArrayList<>(question);
            Collections.reverse(answer);
            hear(event, question);
            ack.call(Values.json(answer));
        } else {
            hear(event, Values.plain(Arrays.asList(arguments)));
        }
    }

    private void refused(Object... arguments) {
        if (arguments[0] instanceof Exception trouble) {
            hear("trouble", List.of(trouble + " because of " + trouble.getCause()));
        } else {
            heard("refused", arguments);
        }
    }

    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public void enterAgain() {
        socket.connect();
    }

    @Override
    public void leave() {
        socket.disconnect();
    }

    @Override
    protected void send(String event, List<Object> arguments) {
        socket.emit(event, Values.json(arguments));
    }

    @Override
    protected void send(String event, List<Object> arguments, Consumer<List<Object>> acknowledged) {
        Ack ack = answer -> acknowledged.accept(Values.plain(Arrays.asList(answer)));
        socket.emit(event, Values.json(arguments), ack);
    }
}
