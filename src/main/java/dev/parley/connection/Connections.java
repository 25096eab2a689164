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
    private final Workers readers; // of streams
    private final Set<WebSocketConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Scheduler.Timer tick;
    private final AddressLimits addresses;
    private final Pace pace;
    private volatile boolean closing;
    private volatile CountDownLatch empty;

    /** @param workers runs what may block for a moment; its threads belong to the caller */
    public Connections(ConnectionOptions options, Scheduler scheduler, Executor workers) {
        this.options = requireNonNull(options, "options");
        this.scheduler = requireNonNull(scheduler, "scheduler");
        this.workers = requireNonNull(workers, "workers");
        this.readers = new Workers("parley-stream-", options.messages().maxStreams());
        this.addresses = new AddressLimits(options.address());
        this.pace = new Pace(options.address().perSecond(), scheduler::now);
        this.tick = scheduler.every(options.tick(), this::tick);
    }

    /**
     * Takes up a connection and watches whether its peer is alive.
     *
     * @param protocol makes the receiver of what arrives
     * @return the connection, or empty when there is no room or the server is closing; then the transport is closed
     */
    public Optional<WebSocketConnection> open(
            OpeningRequest request, Transport transport, Function<WebSocketConnection, Receiver> protocol) {
        return open(request, transport, mailbox(request), true, protocol);
    }

    /** Where what a client sends is handled. */
    public Mailbox mailbox(OpeningRequest request) {
        return new Mailbox(Cause.of(pace, AddressKey.of(request)));
    }

    /**
     * Takes up a connection for a protocol that has a heartbeat of its own, so that this one sends no pings.
     *
     * @param mailbox where what arrives is handled
     */
    public Optional<WebSocketConnection> openWithoutPings(
            OpeningRequest request, Transport transport, Mailbox mailbox, Function<WebSocketConnection, Receiver> protocol) {
        return open(request, transport, mailbox, false, protocol);
    }

    /** The same for a connection that takes the place of what has been counted: there is always room for it. */
    public Optional<WebSocketConnection> openInstead(
            OpeningRequest request, Transport transport, Mailbox mailbox, Function<WebSocketConnection, Receiver> protocol) {
        count.incrementAndGet();
        addresses.enterInstead(request, scheduler.now());
        return opened(request, transport, mailbox, false, protocol);
    }

    private Optional<WebSocketConnection> open(
            OpeningRequest request,
            Transport transport,
            Mailbox mailbox,
            boolean pings,
            Function<WebSocketConnection, Receiver> protocol) {
        if (!enter(request)) {
            CloseStatus status = closing ? CloseStatus.SHUTTING_DOWN : CloseStatus.TRY_AGAIN_LATER;
            workers.execute(() -> transport.close(status));
            return Optional.empty();
        }
        return opened(request, transport, mailbox, pings, protocol);
    }

    private Optional<WebSocketConnection> opened(
            OpeningRequest request,
            Transport transport,
            Mailbox mailbox,
            boolean pings,
            Function<WebSocketConnection, Receiver> protocol) {
        WebSocketConnection connection = new WebSocketConnection(this, request, transport, mailbox, pings);
        open.add(connection);
        connection.begin(protocol);
        if (closing) { // close() may have looked before we were there to be found
            connection.close(CloseStatus.SHUTTING_DOWN);
        }
        return Optional.of(connection);
    }

    /**
     * Asks, once for each handshake, whether there is room: on the server, and for clients of this address.
     *
     * @return why it is to be refused; empty if it may go on
     */
    public Optional<NoRoom> knock(OpeningRequest request) {
        if (closing) {
            return Optional.of(NoRoom.closing());
        }
        Optional<NoRoom> no = addresses.knock(request, scheduler.now());
        return no.isPresent() || hasRoom() ? no : Optional.of(NoRoom.server(options.maxConnections()));
    }

    /** Why one was not let in that had knocked in time: the last place has been taken between. */
    public NoRoom lateRefusal(OpeningRequest request) {
        if (closing) {
            return NoRoom.closing();
        }
        return addresses.full(request).orElseGet(() -> NoRoom.server(options.maxConnections()));
    }

    /** Counts one that has no connection of its own, such as a session that polls; false when there is no room. */
    public boolean enter(OpeningRequest request) {
        if (closing) {
            return false;
        }
        boolean isIn = count.incrementAndGet() <= options.maxConnections()
                && addresses.enter(request, scheduler.now());
        if (!isIn) {
            count.decrementAndGet();
        }
        return isIn;
    }

    /** Takes back one {@link #enter}. */
    public void leave(OpeningRequest request) {
        count.decrementAndGet();
        addresses.leave(request);
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
        readers.close();
    }

    public ConnectionOptions options() {
        return options;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /** How fast the clients of each address are served. */
    public Pace pace() {
        return pace;
    }

    /** Runs what may block for a moment. */
    public Executor workers() {
        return workers;
    }

    /** Runs what reads streams, and blocks for as long as a peer sends. */
    Executor readers() {
        return readers;
    }

    void remove(WebSocketConnection connection) {
        if (open.remove(connection)) {
            leave(connection.request());
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
                addresses.tick(now);
                pace.sweep();
            } finally {
                looking.set(false);
            }
        }
    }
}
