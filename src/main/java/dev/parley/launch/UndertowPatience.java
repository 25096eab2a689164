package dev.parley.launch;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Bounds the time for which a thread waits for a client that sends or reads nothing; Undertow waits for ever. Its own options
 * for this do not suit: they stay after an upgrade, and end connections that were merely quiet.
 */
final class UndertowPatience implements HttpHandler {
    private static final long READ_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long WRITE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** For all that is left of a body when its request has been answered, which Undertow wants to see the end of. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final HttpHandler next;

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

    /** Waits, one way or another. */
    private interface Wait {
        void await(long time, TimeUnit unit) throws IOException;
    }

    private static void await(Wait wait, long nanos, HttpServerExchange exchange) throws IOException {
        long begin = System.nanoTime();
        wait.await(nanos, TimeUnit.NANOSECONDS); // which does not say why it has ended
        if (System.nanoTime() - begin >= nanos) {
            IoUtils.safeClose(exchange.getConnection());
            throw new IOException("the client has been silent for " + TimeUnit.NANOSECONDS.toMillis(nanos) + " ms");
        }
    }

    private static final class Source extends AbstractStreamSourceConduit<StreamSourceConduit> {
        private final HttpServerExchange exchange;
        private long restNanos = REST_NANOS;

        Source(StreamSourceConduit next, HttpServerExchange exchange) {
            super(next);
            this.exchange = exchange;
        }

        @Override
        public void awaitReadable() throws IOException {
            if (!exchange.isResponseComplete()) {
                await(next::awaitReadable, READ_NANOS, exchange);
                return;
            }
            long begin = System.nanoTime();
            await(next::awaitReadable, restNanos, exchange);
            restNanos = Math.max(1, restNanos - (System.nanoTime() - begin));
        }
    }

    private static final class Sink extends AbstractStreamSinkConduit<StreamSinkConduit> {
        private final HttpServerExchange exchange;

        Sink(StreamSinkConduit next, HttpServerExchange exchange) {
            super(next);
            this.exchange = exchange;
        }

        @Override
        public void awaitWritable() throws IOException {
            await(next::awaitWritable, WRITE_NANOS, exchange);
        }
    }
}
