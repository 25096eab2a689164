package dev.parley.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Messages that wait to be sent, bounded in number and bytes. Not safe for use by many threads: its owner's lock guards it. */
public final class MessageQueue {
    private final OutboxOptions limits;
    private ArrayDeque<Message> waiting; // null while nothing has ever had to wait
    private long bytes;

    public MessageQueue(OutboxOptions limits) {
        this.limits = limits;
    }

    /** Whether there is room; into an empty queue everything fits, so that what is larger than it gets its chance. */
    public boolean fits(List<Message> messages) {
        if (isEmpty()) {
            return true;
        }
        return waiting.size() + messages.size() <= limits.maxMessages() && bytes + size(messages) <= limits.maxBytes();
    }

    public void add(List<Message> messages) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.addAll(messages);
        bytes += size(messages);
    }

    public boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** The bytes that wait. */
    public long bytes() {
        return bytes;
    }

    /** The first of them, or null. */
    public Message poll() {
        Message first = waiting == null ? null : waiting.poll();
        if (first != null) {
            bytes -= first.size();
        }
        return first;
    }

    /**
     * The first of them, as many as have at most so many bytes together, but at least one if any wait.
     *
     * @param size what a message counts for
     */
    public List<Message> poll(long maxBytes, ToLongFunction<Message> size) {
        List<Message> taken = new ArrayList<>();
        long bytesTaken = 0;
        while (!isEmpty() && (taken.isEmpty() || bytesTaken + size.applyAsLong(waiting.peek()) <= maxBytes)) {
            bytesTaken += size.applyAsLong(waiting.peek());
            taken.add(poll());
        }
        return taken;
    }

    /** All of them. */
    public List<Message> pollAll() {
        return poll(Long.MAX_VALUE, Message::size);
    }

    /** Forgets them all. */
    public void clear() {
        waiting = null;
        bytes = 0;
    }

    private static long size(List<Message> messages) {
        long bytes = 0;
        for (Message message : messages) {
            bytes += message.size();
        }
        return bytes;
    }
}
