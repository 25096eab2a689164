package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.Scheduler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes an answer that is larger than the container's buffer as fast as the client reads, without a thread that waits for
 * it, and gives up after the write timeout.
 */
final class LongAnswer implements WriteListener {
    private final HttpAnswer answer;
    private final HttpServletResponse response;
    private final AsyncContext context;
    private final Connections connections;
    private final Consumer<Throwable> lost;
    private final AtomicBoolean isOver = new AtomicBoolean();
    private ServletOutputStream output;
    private Scheduler.Timer deadline;
    private boolean isWritten; // confined to the container's calls, one at a time

    LongAnswer(
            HttpAnswer answer,
            HttpServletResponse response,
            AsyncContext context,
            Connections connections,
            Consumer<Throwable> lost) {
        this.answer = answer;
        this.response = response;
        this.context = context;
        this.connections = connections;
        this.lost = lost;
    }

    void begin() {
        try {
            deadline = connections.scheduler()
                    .after(
                            connections.options().outbox().writeTimeout(),
                            () -> onError(new TimeoutException("the client reads too slowly")));
            answer.head(response);
            output = response.getOutputStream();
            output.setWriteListener(this);
        } catch (IOException | RuntimeException e) {
            onError(e);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        while (output.isReady()) {
            if (isWritten) {
                end();
                return;
            }
            isWritten = true;
            output.write(answer.body());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (isOver.compareAndSet(false, true)) {
            deadline.cancel();
            connections.workers().execute(() -> lost.accept(failure)); // this may be a thread that waits for everybody
            DeferredResponse.complete(context);
        }
    }

    private void end() {
        if (isOver.compareAndSet(false, true)) {
            deadline.cancel();
            DeferredResponse.complete(context);
        }
    }
}
