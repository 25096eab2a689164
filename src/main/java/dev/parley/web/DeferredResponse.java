package dev.parley.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A response that is given now or later. Nobody waits for it: until there is an answer the request is held open without a
 * thread. Safe for use by many threads.
 */
final class DeferredResponse {
    private static final Logger LOG = System.getLogger(DeferredResponse.class.getName());

    private enum Mark {
        /** The request is held. */
        HELD,
        /** The servlet's own thread has written the answer. */
        WRITTEN
    }

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Executor workers;
    private final Runnable broken;
    private final AtomicReference<Object> state = new AtomicReference<>(); // null, an answer, or a mark
    private final Thread servletThread = Thread.currentThread();
    private AsyncContext context; // published by HELD

    /** @param broken called when the client cannot be reached any more */
    DeferredResponse(HttpServletRequest request, HttpServletResponse response, Executor workers, Runnable broken) {
        this.request = request;
        this.response = response;
        this.workers = workers;
        this.broken = broken;
    }

    /**
     * Answers; called once, by any thread, which is not made to wait for the client. On the servlet's own thread the answer
     * leaves before this returns, so that it is ahead of all that is done afterwards.
     */
    void answer(HttpAnswer answer) {
        if (Thread.currentThread() == servletThread && state.compareAndSet(null, Mark.WRITTEN)) {
            try {
                answer.write(response);
                response.flushBuffer();
            } catch (IOException | RuntimeException e) {
                lost(e);
            }
        } else if (state.compareAndSet(null, answer)) {
            return; // the servlet's thread writes it
        } else if (answer.body().length <= response.getBufferSize()) {
            complete(answer); // it fits: the container's thread sends it
        } else {
            workers.execute(() -> complete(answer));
        }
    }

    /** The servlet is about to return: writes the answer, or holds the request until there is one. */
    void settle() {
        if (state.get() == Mark.WRITTEN) {
            return;
        }
        context = request.startAsync(request, response);
        context.setTimeout(0); // the heartbeat ends it
        context.addListener(new Watch());
        if (!state.compareAndSet(null, Mark.HELD)) {
            complete((HttpAnswer) state.get());
        }
    }

    private void complete(HttpAnswer answer) {
        try {
            answer.write(response);
        } catch (IOException | RuntimeException e) {
            lost(e);
        } finally {
            try {
                context.complete();
            } catch (RuntimeException e) { // the container has ended the request by itself
                LOG.log(Level.DEBUG, "a request was over before it was answered", e);
            }
        }
    }

    /** The client is gone, and what it should have got with it. */
    private void lost(Exception failure) {
        LOG.log(Level.DEBUG, "an answer could not be written", failure);
        broken.run();
    }

    /** Hears that a held request is over. */
    private final class Watch implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            broken.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            broken.run();
        }

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
