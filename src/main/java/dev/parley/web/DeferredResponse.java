package dev.parley.web;

import dev.parley.connection.Connections;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A response that is given now or later. Nobody waits for it, nor for a client that reads slowly: until there is an answer
 * the request is held open without a thread. Safe for use by many threads.
 */
final class DeferredResponse {
    private static final Logger LOG = System.getLogger(DeferredResponse.class.getName());

    private enum Mark {
        /** The request is held. */
        HELD,
        /** The answer has been written, or the client is known to be gone: nothing is written any more. */
        OVER
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Connections connections;
    private final Runnable broken;
    private final int buffer;
    private final Thread servletThread = Thread.currentThread();
    private final AtomicReference<Object> state = new AtomicReference<>(); // null, an answer, or a mark
    private AsyncContext context; // published by HELD

    /**
     * Made by the servlet's own thread.
     *
     * @param connections know how long a client may take to read, and the time
     * @param broken called when the client cannot be reached any more
     */
    DeferredResponse(
            HttpServletRequest request, HttpServletResponse response, Connections connections, Runnable broken) {
        this.request = request;
        this.response = response;
        this.connections = connections;
        this.broken = broken;
        this.buffer = response.getBufferSize();
    }

    /**
     * Answers; called once, by any thread, which is not made to wait for the client. On the servlet's own thread a short
     * answer leaves before this returns, so that it is ahead of all that is done afterwards.
     */
    void answer(HttpAnswer answer) {
        boolean isShort = answer.body().length <= buffer;
        if (isShort && Thread.currentThread() == servletThread && state.compareAndSet(null, Mark.OVER)) {
            try {
                answer.write(response);
                response.flushBuffer();
            } catch (IOException | RuntimeException e) {
                lost(e);
            }
        } else if (!state.compareAndSet(null, answer)) { // else the servlet's thread finds it when it settles
            finish(answer);
        }
    }

    private synchronized void finish(HttpAnswer answer) {
        if (state.compareAndSet(Mark.HELD, Mark.OVER)) {
            complete(answer);
        }
    }

    /**
     * Gives up a request that is held, because its client is gone. Called by the container's thread that has found it out: when its
     * call has returned, containers use the request and the response for somebody else, so nobody may write any more by then.
     */
    synchronized void abandon() {
        if (state.compareAndSet(Mark.HELD, Mark.OVER)) {
            complete(context);
        }
    }

    /** The servlet is about to return: holds the request unless it has been answered. */
    void settle() {
        if (state.get() != Mark.OVER) {
            hold();
        }
    }

    /** Holds the request until it is answered. */
    void hold() {
        try {
            context = request.startAsync(request, response);
            context.setTimeout(0); // the heartbeat ends it
            context.addListener(new Watch());
        } catch (RuntimeException e) { // a filter in front of us that cannot wait
            broken.run();
            throw e;
        }
        if (!state.compareAndSet(null, Mark.HELD)) {
            complete((HttpAnswer) state.get());
        }
    }

    /** Does something that may block, on a thread of the container, while the request is held. */
    void work(Runnable task) {
        if (state.get() == Mark.OVER) { // one container then takes the task and never does it
            connections.workers().execute(task);
            return;
        }
        try {
            context.start(task);
        } catch (IllegalStateException e) { // the container has ended the request by itself
            connections.workers().execute(task);
        }
    }

    private void complete(HttpAnswer answer) {
        if (answer.body().length > buffer) {
            new LongAnswer(answer, response, context, connections, this::lost).begin();
            return;
        }
        try {
            answer.write(response); // it fits into the container's buffer, whose thread sends it
        } catch (IOException | RuntimeException e) {
            lost(e);
        } finally {
            complete(context);
        }
    }

    static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (RuntimeException e) { // the container has ended the request by itself
            LOG.log(Level.DEBUG, "a request was over before it was answered", e);
        }
    }

    /** The client is gone, and what it should have got with it. */
    private void lost(Throwable failure) {
        LOG.log(Level.DEBUG, "an answer could not be written", failure);
        broken.run();
    }

    /** Hears that a held request is over. */
    private final class Watch implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            abandon();
            broken.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            abandon();
            broken.run();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            synchronized (DeferredResponse.this) {
                state.compareAndSet(Mark.HELD, Mark.OVER); // the container has ended it by itself
            }
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
