package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.Scheduler;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a body that need not all be there, as it comes, without a thread that waits for it. */
final class SlowBody implements ReadListener {
    private static final Logger LOG = System.getLogger(SlowBody.class.getName());

    private static final int CHUNK = 8_192;
    private static final byte[] NOTHING = {};

    /** Hears one of these, once; by a thread that may block. */
    interface Reader {
        void whole(byte[] body);

        /** It has more bytes than are allowed. */
        void tooLarge();

        /** It does not come to its end. */
        void cut();
    }

    /**
     * Reads the body of a request: at once if it is all there, as it nearly always is.
     *
     * @param most bytes that are allowed
     * @return whether the request is held meanwhile
     */
    static boolean read(
            HttpServletRequest request, DeferredResponse response, Connections connections, int most, Reader reader) {
        long announced = request.getContentLengthLong();
        boolean isHeld = false;
        try {
            ServletInputStream input = request.getInputStream();
            byte[] first = announced >= 0 && announced <= CHUNK ? available(input, (int) announced) : NOTHING;
            if (first.length == announced) {
                reader.whole(first);
            } else {
                isHeld = true;
                response.hold();
                SlowBody slow = new SlowBody(input, announced, most, response::work, response::abandon, reader);
                slow.body.writeBytes(first);
                slow.begin(connections.scheduler(), connections.options().messages().timeout());
            }
        } catch (IOException | RuntimeException cut) { // containers say it in different ways
            reader.cut();
        }
        return isHeld;
    }

    /** What is there already. Some containers say how much that is, some only that there is something. */
    private static byte[] available(InputStream input, int most) throws IOException {
        byte[] bytes = new byte[most];
        int filled = 0;
        int count = 0;
        while (count >= 0 && filled < most && input.available() > 0) {
            count = input.read(bytes, filled, most - filled);
            filled += Math.max(count, 0);
        }
        return filled == most ? bytes : Arrays.copyOf(bytes, filled);
    }

    private final ServletInputStream input;
    private final long announced;
    private final int most;
    private final Executor workers;
    private final Runnable gone;
    private final Reader reader;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[CHUNK];
    private final AtomicBoolean isOver = new AtomicBoolean();
    private Scheduler.Timer deadline;

    /**
     * @param announced its length, negative if it is not known
     * @param most bytes that are allowed
     * @param workers tell the reader: on Undertow the thread that brings the body is one of the few that wait for everybody
     * @param gone gives the request up, of which nothing may be used when the container's call has returned that says so
     */
    SlowBody(
            ServletInputStream input, long announced, int most, Executor workers, Runnable gone, Reader reader) {
        this.input = input;
        this.announced = announced;
        this.most = most;
        this.workers = workers;
        this.gone = gone;
        this.reader = reader;
    }

    /**
     * The request must be held already.
     *
     * @param patience the body must be whole after this time
     */
    void begin(Scheduler scheduler, Duration patience) {
        deadline = scheduler.after(patience, () -> over(reader::cut));
        input.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        int count = 0;
        // not until it is finished: Payara says so over HTTP/2 when all has come, read or not
        while (count >= 0 && !isOver.get() && input.isReady()) {
            count = input.read(chunk);
            if (count > 0) {
                body.write(chunk, 0, count);
            }
            if (body.size() > most) {
                over(reader::tooLarge);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        over(() -> {
            if (body.size() < announced) {
                reader.cut();
            } else {
                reader.whole(body.toByteArray());
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "a body could not be read", failure);
        gone.run();
        over(reader::cut);
    }

    private void over(Runnable end) {
        if (isOver.compareAndSet(false, true)) {
            deadline.cancel();
            workers.execute(end);
        }
    }
}
