package dev.parley.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** Remembers what was sent. Reports each send at once, or when told. */
public final class FakeTransport implements Transport {
    private final List<Message> sent = new ArrayList<>();
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private final List<String> parts = new ArrayList<>();
    private boolean stalled;
    private int pings;
    private ByteBuffer lastPing;
    private CloseStatus closed;
    private boolean canSuspend;
    private boolean isSuspended;
    private int mostInFlight;

    @Override
    public synchronized void send(Message message, Sent callback) {
        sent.add(message);
        inFlight.add(callback);
        mostInFlight = Math.max(mostInFlight, inFlight.size());
        if (!stalled) {
            inFlight.poll().report(null);
        }
    }

    @Override
    public synchronized void ping(ByteBuffer data) throws IOException {
        pings++;
        lastPing = data;
    }

    @Override
    public void sendPart(ByteBuffer part, boolean last, Duration patience) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        synchronized (this) {
            parts.add(copy.length + (last ? " last" : ""));
        }
    }

    /** The lengths of the parts that were sent, and which was the last. */
    public synchronized List<String> parts() {
        return List.copyOf(parts);
    }

    @Override
    public synchronized void close(CloseStatus status) {
        closed = status;
    }

    /** From now on reading can be suspended. */
    synchronized void obey() {
        canSuspend = true;
    }

    @Override
    public synchronized boolean suspendReading() {
        isSuspended = canSuspend;
        return canSuspend;
    }

    @Override
    public synchronized void resumeReading() {
        isSuspended = false;
    }

    synchronized boolean isSuspended() {
        return isSuspended;
    }

    /** From now on the peer does not read. */
    public synchronized void stall() {
        stalled = true;
    }

    /** The peer reads again. */
    public void resume() {
        Sent waiting;
        synchronized (this) {
            stalled = false;
            waiting = inFlight.poll();
        }
        if (waiting != null) {
            waiting.report(null);
        }
    }

    /** The peer has read one message, and reads no more. */
    public void release() {
        inFlight.poll().report(null);
    }

    /** The send in flight fails. */
    public void fail() {
        inFlight.poll().report(new IOException("broken pipe"));
    }

    public synchronized List<String> texts() {
        return sent.stream().flatMap(FakeTransport::text).toList();
    }

    public synchronized List<Message> sent() {
        return List.copyOf(sent);
    }

    public synchronized void forget() {
        sent.clear();
    }

    public synchronized int pings() {
        return pings;
    }

    /** What came with the last ping. */
    public synchronized ByteBuffer lastPing() {
        return lastPing.duplicate();
    }

    public synchronized CloseStatus closed() {
        return closed;
    }

    public synchronized int mostInFlight() {
        return mostInFlight;
    }

    private static Stream<String> text(Message message) {
        return message instanceof Message.Text text ? Stream.of(text.text()) : Stream.empty();
    }
}
