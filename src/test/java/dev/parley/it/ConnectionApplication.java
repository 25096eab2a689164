package dev.parley.it;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.FailedHandshake;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.Message;
import dev.parley.connection.PartReceiver;
import dev.parley.connection.Receiver;
import dev.parley.connection.StreamReceiver;
import dev.parley.connection.WebSocketServer;
import dev.parley.web.Parley;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An application that sits on connections: {@code /feed} does what it is told, {@code /upload} and {@code /read} take what need
 * not fit into memory, {@code /control} tells what both have seen.
 */
@WebListener
public class ConnectionApplication implements ServletContextListener {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong heapGrowth = new AtomicLong();
    private final AtomicReference<FailedHandshake> failed = new AtomicReference<>();
    private final Semaphore mayRead = new Semaphore(0);
    private volatile String cut = "not yet";
    private volatile Connection paused;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        Parley parley = Parley.of(event.getServletContext());
        WebSocketServer feed = parley.openWebSocket("/feed", Feed::new);
        feed.chooseSubprotocol((offered, request) -> offered.stream().filter("v2"::equals).findFirst());
        feed.allowRequest(request -> {
            if (request.parameter("token").isEmpty()) {
                throw HandshakeRefused.with(401, Map.of("WWW-Authenticate", "Token"), "a token is wanted");
            }
        });
        feed.onHeaders((request, headers) -> headers.put("X-Feed", request.parameter("token").orElse("")));
        feed.onConnectionError(failed::set);
        parley.openWebSocket("/upload", Upload::new);
        parley.openWebSocket("/read", Reading::new);
        parley.openWebSocket("/control", Control::new);
        parley.engine().onHeaders((request, headers) -> headers.put("X-Engine", request.method()));
        parley.io().of("/beneath").on("facts", (socket, arguments, ack) -> ack.send(facts(socket.connection())));
        parley.io().of("/beneath").on("zeros", (socket, arguments, ack) -> socket.compress(arguments.as(0, Boolean.class))
                .emit("zeros", "0".repeat(4_000)));
        parley.io().of("/beneath").on("ping", (socket, arguments, ack) -> socket.connection()
                .ping()
                .whenComplete((roundTrip, failure) -> ack.send(failure == null)));
    }

    private static String facts(Connection connection) {
        return connection.state() + " " + connection.transport() + " " + connection.revision().orElse(0) + " "
                + connection.subprotocol().orElse("none") + " " + connection.extensions() + " "
                + connection.request().path();
    }

    /** Says nothing of its own when a connection ends. */
    private abstract static class Quiet implements Receiver {
        final Connection connection;

        Quiet(Connection connection) {
            this.connection = connection;
        }

        final void say(String text) {
            connection.send(List.of(Message.text(text)), false);
        }

        @Override
        public void closed(CloseStatus status) {}
    }

    private final class Feed extends Quiet {
        Feed(Connection connection) {
            super(connection);
        }

        @Override
        public void received(Message message) {
            if (message instanceof Message.Text text) {
                told(text.text());
            } else {
                received.addAndGet(message.size());
            }
        }

        private void told(String command) {
            switch (command) {
                case "facts" -> say(facts(connection));
                case "ping" -> connection.ping().thenAccept(roundTrip -> say("pong " + !roundTrip.isNegative()));
                case "send" -> connection.send(Message.text("sent")).thenRun(() -> say("complete"));
                case "close" -> connection.close(new CloseStatus(4000, "enough"));
                case "terminate" -> connection.terminate();
                case "pause" -> {
                    received.set(0);
                    paused = connection;
                    connection.pause();
                    say("paused");
                }
                default -> download(Long.parseLong(command));
            }
        }

        private void download(long bytes) {
            new Thread(() -> {
                byte[] chunk = new byte[10_000];
                try (OutputStream message = connection.openBinary()) {
                    say("end");
                    for (long left = bytes; left > 0; left -= chunk.length) {
                        message.write(chunk, 0, (int) Math.min(left, chunk.length));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            })
                    .start();
        }
    }

    private final class Upload extends Quiet implements PartReceiver {
        private long bytes;
        private long heapBefore;

        Upload(Connection connection) {
            super(connection);
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            if (bytes == 0) {
                heapBefore = usedHeap();
            }
            long before = bytes;
            bytes += part.remaining();
            if (before < 80_000_000 && bytes >= 80_000_000) {
                heapGrowth.set(usedHeap() - heapBefore);
            }
            if (last) {
                say(bytes + " bytes");
                bytes = 0;
            }
        }

        @Override
        public void received(Message message) {
            say("text of " + message.size());
        }
    }

    /** Reads the first byte of a message, and the others when it is told to. */
    private final class Reading extends Quiet implements StreamReceiver {
        Reading(Connection connection) {
            super(connection);
        }

        @Override
        public void binary(InputStream message) throws IOException {
            long bytes = message.readNBytes(1).length;
            long heapBefore = usedHeap();
            byte[] some = new byte[10_000];
            try {
                mayRead.acquireUninterruptibly();
                heapGrowth.set(usedHeap() - heapBefore);
                for (int count = 0; count >= 0; count = message.read(some)) {
                    bytes += count;
                }
                say(bytes + " bytes by " + Thread.currentThread().getName().replaceAll("[0-9]+", "n"));
            } catch (IOException broken) {
                cut = broken.getClass().getSimpleName() + " after " + bytes;
                throw broken;
            }
        }

        @Override
        public void received(Message message) {
            say("text of " + message.size());
        }
    }

    private final class Control extends Quiet {
        Control(Connection connection) {
            super(connection);
        }

        @Override
        public void received(Message message) {
            switch (((Message.Text) message).text()) {
                case "received" -> say(received.toString());
                case "resume" -> {
                    paused.resume();
                    say("resumed");
                }
                case "heap growth" -> say(heapGrowth.toString());
                case "read" -> {
                    mayRead.release();
                    say("reading");
                }
                case "cut" -> say(cut);
                case "failed" -> say(failed.get().status() + " " + failed.get().reason());
                default -> say("?");
            }
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
