package dev.parley.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The ping frames that an application sends and whose answers it awaits (RFC 6455, 5.5.2). They are numbered, because a peer
 * may answer the last of several alone. Safe for use by many threads.
 */
final class Pings {
    private final Transport transport;
    private final ArrayDeque<Ping> awaited = new ArrayDeque<>(2); // guarded by this; in the order of their numbers
    private long last; // guarded by this

    Pings(Transport transport) {
        this.transport = transport;
    }

    /** @return after an answer how long the answer took; or a {@link ClosedChannelException} */
    CompletionStage<Duration> send(Outbox outbox) {
        Ping ping;
        synchronized (this) {
            ping = new Ping(++last);
            awaited.add(ping);
        }
        if (!outbox.add(ping)) {
            ping.forgotten();
        }
        return ping.roundTrip.minimalCompletionStage();
    }

    /** Sends one for the heartbeat, whose answer is any sign of life; false if something else is under way. */
    boolean heartbeat(Outbox outbox) {
        return outbox.takeNow(new Ping(0));
    }

    /** The peer has answered. Called in the mailbox. */
    void answered(ByteBuffer data) {
        if (data.remaining() != Long.BYTES) {
            return; // the heartbeat's, or one that nobody asked for
        }
        long number = data.getLong(data.position());
        List<Ping> done = new ArrayList<>(1);
        synchronized (this) {
            while (!awaited.isEmpty() && awaited.peek().number <= number) {
                done.add(awaited.poll());
            }
        }
        done.forEach(Ping::answered);
    }

    /** No more answers will come. */
    void close() {
        List<Ping> never;
        synchronized (this) {
            never = List.copyOf(awaited);
            awaited.clear();
        }
        never.forEach(Ping::forgotten);
    }

    private final class Ping implements Step {
        private final long number; // 0: the heartbeat's
        private final CompletableFuture<Duration> roundTrip = new CompletableFuture<>();
        private volatile long sentAt;

        Ping(long number) {
            this.number = number;
        }

        @Override
        public void take(Transport.Sent done) {
            sentAt = System.nanoTime();
            try {
                transport.ping(data());
                done.report(null);
            } catch (IOException | RuntimeException broken) {
                done.report(broken);
            }
        }

        @Override
        public void forgotten() {
            roundTrip.completeExceptionally(new ClosedChannelException());
        }

        private ByteBuffer data() {
            return number == 0 ? ByteBuffer.allocate(0) : ByteBuffer.allocate(Long.BYTES).putLong(0, number);
        }

        void answered() {
            roundTrip.complete(Duration.ofNanos(System.nanoTime() - sentAt));
        }
    }
}
