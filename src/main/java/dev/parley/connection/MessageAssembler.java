package dev.parley.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins the parts in which a container delivers a message and refuses those that grow too large. Confined to the
 * thread that delivers; only {@link #startedAt} and {@link #excuse} may be called by another.
 */
final class MessageAssembler {
    private final MessageOptions limits;
    private StringBuilder text;
    private ByteArrayOutputStream bytes;
    private int size;
    private int parts;
    private final AtomicLong startedAt = new AtomicLong(Long.MIN_VALUE);

    MessageAssembler(MessageOptions limits) {
        this.limits = limits;
    }

    /** The whole message, or null when more parts must follow. */
    Message text(String part, boolean last, long now) throws TooBig {
        int partSize = Message.utf8Length(part);
        if (last && text == null) {
            grow(partSize);
            size = 0;
            parts = 0;
            return new Message.Text(part, partSize);
        }
        begin(now);
        if (text == null) {
            text = new StringBuilder();
        }
        grow(partSize);
        text.append(part);
        if (!last) {
            return null;
        }
        Message whole = Message.text(text.toString());
        reset();
        return whole;
    }

    /** The whole message, or null when more parts must follow. The part's bytes are copied. */
    Message binary(ByteBuffer part, boolean last, long now) throws TooBig {
        begin(now);
        if (bytes == null) {
            bytes = new ByteArrayOutputStream(part.remaining());
        }
        grow(part.remaining());
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.write(copy, 0, copy.length);
        if (!last) {
            return null;
        }
        Message whole = Message.binary(ByteBuffer.wrap(bytes.toByteArray()));
        reset();
        return whole;
    }

    /** When the unfinished message began, or {@link Long#MIN_VALUE}. */
    long startedAt() {
        return startedAt.get();
    }

    /** Counts the time of an unfinished message from now on. */
    void excuse(long now) {
        long before = startedAt.get();
        if (before != Long.MIN_VALUE) {
            startedAt.compareAndSet(before, now);
        }
    }

    private void begin(long now) {
        startedAt.compareAndSet(Long.MIN_VALUE, now);
    }

    private void grow(int by) throws TooBig {
        size += by;
        parts++; // empty ones as well: they cost time if not memory
        if (size > limits.maxBytes() || size < 0 || parts > limits.maxParts()) {
            reset();
            throw new TooBig();
        }
    }

    private void reset() {
        text = null;
        bytes = null;
        size = 0;
        parts = 0;
        startedAt.set(Long.MIN_VALUE);
    }

    /** The message is larger than the limit, or comes in more parts. */
    static final class TooBig extends Exception {
        private static final long serialVersionUID = 1;

        private TooBig() {
            super(null, null, false, false);
        }
    }
}
