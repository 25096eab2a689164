package dev.parley.launch;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Bounds the time for which a thread waits for a client that sends or reads nothing, the more the more threads do; Undertow waits
 * for ever. Its own options for this do not suit: they stay after an upgrade, and end connections that were merely quiet. Nor do
 * threads wait as XNIO does, by a selector of each one's own, whose descriptors stay until the garbage is collected: they look
 * again after a moment.
 */
final class UndertowPatience implements HttpHandler {
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** For all that is left of a body when its request has been answered, which Undertow wants to see the end of. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int MANY = UndertowServer.MAX_THREADS / 2;
    private static final long NANOS_OF_MANY = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int TOO_MANY = UndertowServer.MAX_THREADS * 3 / 4;

    private static final long SHORTEST_PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final HttpHandler next;
    private final AtomicInteger waiting = new AtomicInteger(); // threads

    UndertowPatience(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        if (!exchange.isRequestComplete()) {
            exchange.addRequestWrapper((factory, wrapped) -> new Source(factory.create(), wrapped));
        }
        exchange.addResponseWrapper((factory, wrapped) -> new Sink(factory.create(), wrapped));
        next.handleRequest(exchange);
    }

    private static long patience(int waiting) {
        if (waiting > TOO_MANY) {
            return 0;
        }
        return waiting > MANY ? NANOS_OF_MANY : Long.MAX_VALUE;
    }

    /** For how long a client has been waited for. Confined to one thread at a time. */
    private final class Silence {
        private final HttpServerExchange exchange;
        private long nanos;
        private long pause = SHORTEST_PAUSE;

        Silence(HttpServerExchange exchange) {
            this.exchange = exchange;
        }

        /** Waits for a moment. @throws IOException if that was enough; the connection is closed */
        void await(long most) throws IOException {
            int threads = waiting.incrementAndGet();
            long begin = System.nanoTime();
            LockSupport.parkNanos(pause);
            waiting.decrementAndGet();
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while waiting for a client");
            }
            nanos += System.nanoTime() - begin;
            pause = Math.min(2 * pause, LONGEST_PAUSE);
            if (nanos >= Math.min(most, patience(threads))) {
                IoUtils.safeClose(exchange.getConnection());
                throw new IOException("the client has been silent for " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
            }
        }

        /** So many bytes have come or gone. */
        long end(long count) {
            if (count > 0) {
                nanos = 0;
                pause = SHORTEST_PAUSE;
            }
            return count;
        }
    }

    private final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {
        private final HttpServerExchange exchange;
        private final Silence silence;
        private final Silence rest; // has no end

        Source(StreamSourceConduit next, HttpServerExchange exchange) {
            super(next);
            this.exchange = exchange;
            this.silence = new Silence(exchange);
            this.rest = new Silence(exchange);
        }

        @Override
        public void awaitReadable() throws IOException {
            if (exchange.isResponseComplete()) {
                rest.await(REST_NANOS);
            } else {
                silence.await(READ_NANOS);
            }
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return (int) silence.end(next.read(to));
        }

        @Override
        public long read(ByteBuffer[] to, int offset, int length) throws IOException {
            return silence.end(next.read(to, offset, length));
        }

        @Override
        public long transferTo(long position, long count, FileChannel to) throws IOException {
            return silence.end(next.transferTo(position, count, to));
        }

        @Override
        public long transferTo(long count, ByteBuffer through, StreamSinkChannel to) throws IOException {
            return silence.end(next.transferTo(count, through, to));
        }
    }

    private final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {
        private final Silence silence;

        Sink(StreamSinkConduit next, HttpServerExchange exchange) {
            super(next);
            this.silence = new Silence(exchange);
        }

        @Override
        public void awaitWritable() throws IOException {
            silence.await(WRITE_NANOS);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return (int) silence.end(next.write(from));
        }

        @Override
        public long write(ByteBuffer[] from, int offset, int length) throws IOException {
            return silence.end(next.write(from, offset, length));
        }

        @Override
        public int writeFinal(ByteBuffer from) throws IOException {
            return (int) silence.end(next.writeFinal(from));
        }

        @Override
        public long writeFinal(ByteBuffer[] from, int offset, int length) throws IOException {
            return silence.end(next.writeFinal(from, offset, length));
        }

        @Override
        public long transferFrom(FileChannel from, long position, long count) throws IOException {
            return silence.end(next.transferFrom(from, position, count));
        }

        @Override
        public long transferFrom(StreamSourceChannel from, long count, ByteBuffer through) throws IOException {
            return silence.end(next.transferFrom(from, count, through));
        }
    }
}
