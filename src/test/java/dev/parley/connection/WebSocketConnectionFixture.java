package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** An open connection over a transport that a test stalls, with a clock that it moves. */
abstract class WebSocketConnectionFixture {
    final VirtualScheduler clock = new VirtualScheduler();
    final FakeTransport transport = new FakeTransport();
    final List<Message> received = new ArrayList<>();
    final List<CloseStatus> closed = new ArrayList<>();
    Consumer<Message> handler = received::add;

    final Connections connections = new Connections(
            new ConnectionOptions(
                    2,
                    new MessageOptions(10, 100, Duration.ofSeconds(60), 3, 1),
                    HeartbeatOptions.defaults(),
                    OutboxOptions.defaults()),
            clock,
            Runnable::run);

    final WebSocketConnection connection = open();

    final WebSocketConnection open() {
        return connections.open(OpeningRequests.any(), transport, made -> new Receiver() {
                    @Override
                    public void received(Message message) {
                        handler.accept(message);
                    }

                    @Override
                    public void closed(CloseStatus status) {
                        closed.add(status);
                    }
                })
                .orElseThrow();
    }

    static Throwable causeOf(CompletableFuture<?> failed) {
        assertTrue(failed.isDone());
        return assertThrows(CompletionException.class, failed::join).getCause();
    }
}
