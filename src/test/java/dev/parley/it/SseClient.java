package dev.parley.it;

import dev.parley.it.EventStreamParser.Event;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A client that has HTTP alone: hears by server-sent events, comes back by itself when its stream has ended, speaks by POSTs.
 * Holds no thread. Frames are written with {@code '} for {@code "}.
 */
public final class SseClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final URI address;
    private final long window;
    private final String[] headers; // of the requests for streams
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Boolean> resumed = new ArrayList<>(); // guarded by this; for each stream
    private Stream stream; // guarded by this; null while there is none
    private String lastId = ""; // guarded by this
    private String session; // guarded by this
    private boolean isOver; // guarded by this

    private SseClient(HttpClient http, URI address, long window, String... headers) {
        this.http = http;
        this.address = address;
        this.window = window;
        this.headers = headers;
    }

    /** @param headers of the requests for streams, names and values in turn */
    public static SseClient connect(URI address, String... headers) throws InterruptedException {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new SseClient(http, address, Long.MAX_VALUE, headers).comeBack();
    }

    /** @param window how many lines it reads, and then no more */
    public static SseClient connect(HttpClient http, URI address, long window) throws InterruptedException {
        return new SseClient(http, address, window).comeBack();
    }

    /** Begins a stream, and returns when the first event has come. */
    public SseClient comeBack() throws InterruptedException {
        try {
            open().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no stream began", e);
        }
        return this;
    }

    private CompletableFuture<Void> open() {
        Stream next = new Stream();
        HttpRequest.Builder request = HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        synchronized (this) {
            stream = next;
            if (!lastId.isEmpty()) {
                request.header("Last-Event-ID", lastId);
            }
        }
        CompletableFuture<HttpResponse<Void>> unused = http.sendAsync(request.build(), answer -> {
                    if (answer.statusCode() != 200) {
                        next.begun.completeExceptionally(new IOException("status " + answer.statusCode()));
                    }
                    return BodySubscribers.fromLineSubscriber(next);
                })
                .whenComplete((answer, failure) -> next.over(failure));
        return next.begun;
    }

    /** The connection breaks: what is on its way is lost. */
    public synchronized void cut() {
        Stream broken = stream;
        stream = null;
        if (broken != null) {
            broken.cancel();
        }
    }

    private synchronized void heard(Stream from, Event event) {
        if (from != stream) {
            return;
        }
        lastId = event.lastId();
        if (event.data().startsWith("{\"type\":\"session\"")) {
            session = lastId.substring(0, lastId.indexOf(':'));
            resumed.add(event.data().contains("\"resumed\":true"));
            from.begun.complete(null);
        } else {
            isOver |= event.data().startsWith("{\"type\":\"close\"");
            heard.add(event.data().replace('"', '\''));
        }
    }

    private void ended(Stream from) {
        synchronized (this) {
            if (from != stream || isOver) {
                return;
            }
        }
        CompletableFuture<Void> unused = open();
    }

    public HttpResponse<String> post(String frame) throws IOException, InterruptedException {
        return send("POST", "application/json", frame.replace('\'', '"'));
    }

    /** A request in the name of its session. */
    public HttpResponse<String> send(String method, String type, String body) throws IOException, InterruptedException {
        return send(http, address, method, session(), type, body);
    }

    /** A request, with or without a session or a type. */
    public static HttpResponse<String> send(
            HttpClient http, URI address, String method, String session, String type, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, BodyPublishers.ofString(body));
        if (session != null) {
            request.header("Session", session);
        }
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public synchronized String session() {
        return session;
    }

    /** Of each stream, whether its session went on. */
    public synchronized List<Boolean> resumed() {
        return List.copyOf(resumed);
    }

    /** The next event; null if none comes. */
    public String next() throws InterruptedException {
        return heard.poll(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next event that contains a part; those before it are forgotten. */
    public String await(String part) throws InterruptedException {
        StringBuilder before = new StringBuilder();
        for (String next = next(); next != null; next = next()) {
            if (next.contains(part)) {
                return next;
            }
            before.append(next).append('\n');
        }
        throw new AssertionError("no event with " + part + " came, but:\n" + before);
    }

    @Override
    public void close() {
        cut();
    }

    private final class Stream implements Flow.Subscriber<String> {
        private final EventStreamParser parser = new EventStreamParser(event -> heard(this, event));
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private Flow.Subscription subscription; // guarded by this
        private boolean isCancelled; // guarded by this

        @Override
        public void onSubscribe(Flow.Subscription given) {
            synchronized (this) {
                subscription = given;
                if (!isCancelled) {
                    given.request(window);
                    return;
                }
            }
            given.cancel();
        }

        void cancel() {
            Flow.Subscription given;
            synchronized (this) {
                isCancelled = true;
                given = subscription;
            }
            if (given != null) {
                given.cancel();
            }
        }

        @Override
        public void onNext(String line) {
            parser.line(line);
        }

        @Override
        public void onError(Throwable failure) {} // the request says so as well

        @Override
        public void onComplete() {}

        void over(Throwable failure) {
            boolean hadBegun = begun.isDone();
            begun.completeExceptionally(failure == null ? new IOException("the stream ended at once") : failure);
            if (hadBegun) {
                ended(this);
            }
        }
    }
}
