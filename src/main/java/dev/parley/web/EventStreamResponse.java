package dev.parley.web;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.Mailbox;
import dev.parley.connection.Transport;
import dev.parley.wire.SseStream;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * An answer that goes on and on, written as fast as the client reads, without a thread that waits for it. Safe for use by
 * many threads: whoever wants something leaves it in a mailbox, because a container bears one caller at a time.
 */
final class EventStreamResponse implements SseStream, WriteListener {
    private static final Logger LOG = System.getLogger(EventStreamResponse.class.getName());

    private final AsyncContext context;
    private final ServletOutputStream output;
    private final Mailbox turns = new Mailbox();
    private volatile Runnable broken = () -> {};

    // all confined to the mailbox
    private boolean isPossible; // the container has called once
    private byte[] text; // null unless there is something to write
    private boolean mustFlush;
    private Transport.Sent sent; // null unless somebody waits for it
    private byte[] last = HttpAnswer.NOTHING; // what is written before it ends
    private boolean isEnding;
    private boolean isOver;

    private EventStreamResponse(AsyncContext context, ServletOutputStream output) {
        this.context = context;
        this.output = output;
    }

    /** Called by the servlet's own thread, which returns afterwards. The caller sets what other headers there are. */
    static EventStreamResponse begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setHeader("Cache-Control", "no-store, no-transform"); // nobody on the way shall compress it
        response.setHeader("X-Accel-Buffering", "no"); // nginx
        AsyncContext context = request.startAsync(request, response);
        context.setTimeout(0);
        EventStreamResponse stream = new EventStreamResponse(context, response.getOutputStream());
        context.addListener(stream.new Watch());
        return stream;
    }

    /** Lets the container begin; until then everything waits. Called once, by the servlet's own thread. */
    void open(Runnable whenBroken) {
        broken = requireNonNull(whenBroken, "whenBroken");
        output.setWriteListener(this);
    }

    @Override
    public void write(byte[] next, Transport.Sent report) {
        turns.execute(() -> {
            if (isOver || isEnding) {
                report.report(new IOException("the stream is over"));
            } else {
                text = next;
                sent = report;
                proceed();
            }
        });
    }

    @Override
    public void end(byte[] farewell) {
        turns.execute(() -> {
            if (!isOver && !isEnding) {
                isEnding = true;
                boolean isStalled = isPossible && (sent != null || !isReady());
                if (isStalled) {
                    complete();
                } else {
                    last = farewell;
                    proceed();
                }
            }
        });
    }

    @Override
    public void onWritePossible() {
        turns.execute(() -> {
            isPossible = true;
            proceed();
        });
    }

    @Override
    public void onError(Throwable failure) {
        turns.execute(() -> fail(failure));
    }

    private boolean isReady() {
        try {
            return output.isReady();
        } catch (RuntimeException gone) {
            return false;
        }
    }

    private void proceed() {
        try {
            boolean goesOn = isPossible;
            while (goesOn && !isOver && output.isReady()) {
                goesOn = takeStep();
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Does what is next; false if there is nothing to do. Called when the container is ready. */
    private boolean takeStep() throws IOException {
        if (text != null) {
            byte[] next = text;
            text = null;
            mustFlush = true;
            output.write(next);
        } else if (mustFlush) {
            mustFlush = false;
            output.flush();
        } else if (sent != null) {
            Transport.Sent report = sent;
            sent = null;
            report.report(null);
        } else if (last.length > 0) {
            text = last;
            last = HttpAnswer.NOTHING;
        } else if (isEnding) {
            complete();
        } else {
            return false;
        }
        return true;
    }

    private void complete() {
        isOver = true;
        DeferredResponse.complete(context);
        tellBroken(new IOException("the stream was ended"));
    }

    private void fail(Throwable failure) {
        if (!isOver) {
            LOG.log(Level.DEBUG, "a stream has broken", failure);
            isOver = true;
            tellBroken(failure);
            DeferredResponse.complete(context);
        }
    }

    private void tellBroken(Throwable failure) {
        Transport.Sent report = sent;
        sent = null;
        if (report != null) {
            report.report(failure);
        }
        broken.run();
    }

    /** Hears that the container has given it up. */
    private final class Watch implements AsyncListener {
        @Override
        public void onError(AsyncEvent event) {
            turns.execute(() -> fail(event.getThrowable()));
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            turns.execute(() -> fail(event.getThrowable()));
        }

        @Override
        public void onComplete(AsyncEvent event) {
            turns.execute(() -> fail(new IOException("the request is over")));
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
