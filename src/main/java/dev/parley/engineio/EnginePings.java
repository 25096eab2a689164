package dev.parley.engineio;

import dev.parley.engineio.protocol.Revision;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The ping packets of a session in the order in which they were sent, those of its heartbeat among them: pongs carry nothing
 * that tells them apart. Safe for use by many threads.
 */
final class EnginePings {
    private record Ping(Optional<CompletableFuture<Duration>> roundTrip, long sentAt) {}

    private final Session session;
    private final ArrayDeque<Ping> awaited = new ArrayDeque<>(1); // guarded by this

    EnginePings(Session session) {
        this.session = session;
    }

    /** @return after the answer how long it took */
    CompletionStage<Duration> send() {
        CompletableFuture<Duration> roundTrip = new CompletableFuture<>();
        if (session.revision() == Revision.V3) {
            roundTrip.completeExceptionally(
                    new UnsupportedOperationException("clients of revision 3 answer no pings over polling"));
            return roundTrip;
        }
        add(Optional.of(roundTrip));
        if (!session.sendPing()) {
            roundTrip.completeExceptionally(new ClosedChannelException());
        }
        return roundTrip.minimalCompletionStage();
    }

    /** The heartbeat sends one. */
    void heartbeat() {
        add(Optional.empty());
    }

    private synchronized void add(Optional<CompletableFuture<Duration>> roundTrip) {
        awaited.add(new Ping(roundTrip, System.nanoTime()));
    }

    /** A pong has come. */
    void answered() {
        Ping first;
        synchronized (this) {
            first = awaited.poll();
        }
        if (first != null) {
            first.roundTrip().ifPresent(result -> result.complete(Duration.ofNanos(System.nanoTime() - first.sentAt())));
        }
    }

    /** No more answers will come. */
    void close() {
        List<Ping> never;
        synchronized (this) {
            never = List.copyOf(awaited);
            awaited.clear();
        }
        never.forEach(ping -> ping.roundTrip()
                .ifPresent(result -> result.completeExceptionally(new ClosedChannelException())));
    }
}
