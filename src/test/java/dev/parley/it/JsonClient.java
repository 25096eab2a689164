package dev.parley.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A client over {@code java.net.http.WebSocket}; frames are written with {@code '} for {@code "}. */
public final class JsonClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> binaries = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private int partialBytes;
    private final WebSocket socket;

    private JsonClient(URI address, UnaryOperator<WebSocket.Builder> with) {
        socket = with.apply(HttpClient.newHttpClient().newWebSocketBuilder())
                .buildAsync(address, this)
                .join();
    }

    public static JsonClient connect(URI address) {
        return new JsonClient(address, builder -> builder);
    }

    public static JsonClient connect(URI address, UnaryOperator<WebSocket.Builder> with) {
        return new JsonClient(address, with);
    }

    /** Connects and takes a name. */
    public static JsonClient named(URI address, String name) throws InterruptedException {
        JsonClient client = connect(address).send("{'type':'username','name':'" + name + "','ack':'name'}");
        client.await("'ack':'name'");
        return client;
    }

    public WebSocket socket() {
        return socket;
    }

    public JsonClient send(String frame) {
        socket.sendText(frame.replace('\'', '"'), true).join();
        return this;
    }

    /** The next text that contains a part; those before it are forgotten. */
    public String await(String part) throws InterruptedException {
        StringBuilder before = new StringBuilder();
        return hear(part, DEADLINE, before)
                .orElseThrow(() -> new AssertionError("no text with " + part + " came, but:\n" + before));
    }

    /** As {@link #await}, but only for so long; empty if it has not come. */
    public Optional<String> hear(String part, Duration within) throws InterruptedException {
        return hear(part, within, new StringBuilder());
    }

    private Optional<String> hear(String part, Duration within, StringBuilder before) throws InterruptedException {
        long deadline = System.nanoTime() + within.toNanos();
        for (long left = within.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            String text = texts.poll(left, TimeUnit.NANOSECONDS);
            if (text != null && text.contains(part)) {
                return Optional.of(text);
            }
            if (text != null) {
                before.append(text).append('\n');
            }
        }
        return Optional.empty();
    }

    /** The size of the next binary message. */
    public int awaitBinary() throws InterruptedException {
        Integer size = binaries.poll(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        if (size == null) {
            throw new AssertionError("no binary message came");
        }
        return size;
    }

    /** The code with which the connection is closed. */
    public int awaitClose() throws Exception {
        return closed.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            texts.add(partial.toString().replace('"', '\''));
            partial.setLength(0);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        partialBytes += data.remaining();
        if (last) {
            binaries.add(partialBytes);
            partialBytes = 0;
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
