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
 * A response that is given now or later. Nobody waits for it: what is known before the servlet returns is written then, at
 * no cost; for the rest the request is held open without a thread. Safe for use by many threads.
 */
final class DeferredResponse {
    private static final Logger LOG = System.getLogger(DeferredResponse.class.getName());

    /** Instead of an answer, while the request is held. */
    private static final Object HELD = new Object();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Executor workers;
    private final Runnable broken;
    private final AtomicReference<Object> state = new AtomicReference<>(); // null, an answer, or HELD
    private AsyncContext context; // published by HELD

    /** @param broken called when the client cannot be reached any more */
    DeferredResponse(HttpServletRequest request, HttpServletResponse response, Executor workers, Runnable broken) {
        this.request = request;
        this.response = response;
        this.workers = workers;
        this.broken = broken;
    }

    /** Answers; called once, by any thread, which is not made to wait for the client. */
    void answer(HttpAnswer answer) {
        if (state.compareAndSet(null, answer)) {
            return; // the servlet's own thread writes it
        }
        if (answer.body().length <= response.getBufferSize()) {
            complete(answer); // it fits: the container's thread sends it
        } else {
            workers.execute(() -> complete(answer));
        }
    }

    /** The servlet is about to return: writes the answer, or holds the request until there is one. */
    void settle() throws IOException {
        if (state.get() instanceof HttpAnswer answer) {
            answer.write(response);
            return;
        }
        context = request.startAsync(request, response);
        context.setTimeout(0); // the heartbeat ends it
        context.addListener(new Watch());
        if (!state.compareAndSet(null, HELD)) {
            complete((HttpAnswer) state.get());
        }
    }

    private void complete(HttpAnswer answer) {
        try {
            answer.write(response);
        } catch (IOException | RuntimeException e) { // the client is gone, and what it should have got with it
            LOG.log(Level.DEBUG, "an answer could not be written", e);
            broken.run();
        } finally {
            try {
                context.complete();
            } catch (RuntimeException e) { // the container has ended the request by itself
                LOG.log(Level.DEBUG, "a request was over before it was answered", e);
            }
        }
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
