package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * All connections of one application. Safe for use by many threads.
 *
 * <p>One look a tick at each of them takes the place of timers of their own: pings, silence, stalled writes.
 */
public final class Connections implements AutoCloseable {
    private final ConnectionOptions options;
    private final Scheduler scheduler;
    private final Executor workers;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler.Timer tick;
    private volatile boolean closing;
    private volatile CountDownLatch empty;

    /** @param workers runs what may block for a moment; its threads belong to the caller */
    public Connections(ConnectionOptions options, Scheduler scheduler, Executor workers) {
        this.options = requireNonNull(options, "options");
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.workers = requireNonNull(workers, "workers");
        this.tick = scheduler.every(options.heartbeat().tick(), this::tick);
    }

    /**
     * Takes up a connection.
     *
     * @param protocol makes the receiver of what arrives
     * @return the connection, or empty when there is no room or the server is closing; then the transport is closed
     */
    public Optional<Connection> open(
            Handshake handshake, Transport transport, Function<Connection, Receiver> protocol) {
        if (closing) {
            workers.execute(() -> transport.close(CloseStatus.SHUTTING_DOWN));
            return Optional.empty();
        }
        if (count.incrementAndGet() > options.maxConnections()) {
            count.decrementAndGet();
            workers.execute(() -> transport.close(CloseStatus.TRY_AGAIN_LATER));
            return Optional.empty();
        }
        Connection connection = new Connection(this, handshake, transport);
        open.add(connection);
        connection.begin(protocol);
        if (closing) { // close() may have looked before we were there to be found
            connection.close(CloseStatus.SHUTTING_DOWN);
        }
        return Optional.of(connection);
    }

    /** How many are open. */
    public int count() {
        return count.get();
    }

    /** Whether one more would be taken up. */
    public boolean hasRoom() {
        return !closing && count.get() < options.maxConnections();
    }

    /** Closes all with {@link CloseStatus#SHUTTING_DOWN}, at most for this long, and takes up no more. */
    public void close(Duration patience) throws InterruptedException {
        empty = new CountDownLatch(1);
        closing = true;
        tick.cancel();
        open.forEach(connection -> connection.close(CloseStatus.SHUTTING_DOWN));
        if (!open.isEmpty()) {
            empty.await(patience.toMillis(), TimeUnit.MILLISECONDS);
            open.forEach(connection -> connection.end(CloseStatus.SHUTTING_DOWN)); // who reads too slowly
        }
    }

    @Override
    public void close() {
        try {
            close(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ConnectionOptions options() {
        return options;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Executor workers() {
        return workers;
    }

    void remove(Connection connection) {
        if (open.remove(connection)) {
            count.decrementAndGet();
        }
        CountDownLatch waiting = empty;
        if (waiting != null && open.isEmpty()) {
            waiting.countDown();
        }
    }

    private void tick() {
        if (looking.compareAndSet(false, true)) {
            try {
                long now = scheduler.now();
                open.forEach(connection -> connection.tick(now));
            } finally {
                looking.set(false);
            }
        }
    }
}
