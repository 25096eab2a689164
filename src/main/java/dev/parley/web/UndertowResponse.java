package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.Scheduler;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.IoUtils;

/** A response of Undertow's that is given now or later, on any thread. Nobody waits for a client that reads slowly. */
final class UndertowResponse implements IoCallback {
    private static final Logger LOG = System.getLogger(UndertowResponse.class.getName());

    private static final int SLICE = 65_536;

    private final HttpServerExchange exchange;
    private final Map<String, String> headers;
    private final Connections connections;
    private final Runnable broken;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private ByteBuffer body; // what has not been handed over; by one thread at a time
    private volatile Scheduler.Timer deadline; // null while nothing is left over

    /**
     * @param headers that it has whatever the answer is
     * @param broken called when the client cannot be reached any more
     */
    UndertowResponse(
            HttpServerExchange exchange, Map<String, String> headers, Connections connections, Runnable broken) {
        this.exchange = exchange;
        this.headers = headers;
        this.connections = connections;
        this.broken = broken;
    }

    /** Called once. A short answer leaves before this returns, so that it is ahead of all that is done afterwards. */
    void answer(HttpAnswer answer) {
        try {
            exchange.setStatusCode(answer.status());
            HeaderMap fields = exchange.getResponseHeaders();
            headers.forEach((name, value) -> fields.put(new HttpString(name), value));
            answer.fields().forEach((name, value) -> fields.put(new HttpString(name), value));
            if (answer.type() != null) {
                fields.put(Headers.CONTENT_TYPE, answer.type());
            }
            exchange.setResponseContentLength(answer.body().length);
            body = ByteBuffer.wrap(answer.body());
            exchange.getResponseSender().send(slice(), this);
            if (!isOver.get()) {
                giveUpLater();
            }
        } catch (RuntimeException | Error e) { // whoever has something to say has others to say it to
            lost(e);
        }
    }

    /** The next part: what is not off the heap is copied for each try to write it. */
    private ByteBuffer slice() {
        ByteBuffer slice = body.slice(body.position(), Math.min(SLICE, body.remaining()));
        body.position(body.position() + slice.remaining());
        return slice;
    }

    private void giveUpLater() {
        deadline = connections.scheduler()
                .after(
                        connections.options().outbox().writeTimeout(),
                        () -> lost(new TimeoutException("the client reads too slowly")));
        if (isOver.get()) {
            deadline.cancel();
        }
    }

    @Override
    public void onComplete(HttpServerExchange written, Sender sender) {
        if (body.hasRemaining()) {
            sender.send(slice(), this);
        } else if (end()) {
            exchange.endExchange();
        }
    }

    @Override
    public void onException(HttpServerExchange failed, Sender sender, IOException failure) {
        lost(failure);
    }

    /** The client is gone, and what it should have got with it. */
    private void lost(Throwable failure) {
        if (end()) {
            LOG.log(Level.DEBUG, "an answer could not be written", failure);
            IoUtils.safeClose(exchange.getConnection());
            connections.workers().execute(broken); // this may be a thread that waits for everybody
        }
    }

    /** Whether it was not over. */
    private boolean end() {
        boolean isFirst = isOver.compareAndSet(false, true);
        Scheduler.Timer running = deadline;
        if (isFirst && running != null) {
            running.cancel();
        }
        return isFirst;
    }
}
