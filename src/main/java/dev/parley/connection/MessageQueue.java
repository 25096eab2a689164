package dev.parley.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/** Messages that wait to be sent, bounded in number and bytes. Not safe for use by many threads: its owner's lock guards it. */
public final class MessageQueue {
    private final OutboxOptions limits;
    private ArrayDeque<Message> waiting; // null while nothing has ever had to wait
    private long bytes;
    private long added;
    private long taken;
    private ArrayDeque<Turn> steps; // null while there has never been one

    public MessageQueue(OutboxOptions limits) {
        this.limits = limits;
    }

    /** @param after how many messages come before it */
    private record Turn(long after, Step step) {}

    /** Whether there is room; into an empty queue everything fits, so that what is larger than it gets its chance. */
    public boolean fits(List<Message> messages) {
        if (isEmpty()) {
            return true;
        }
        return waiting.size() + messages.size() <= limits.maxMessages() && bytes + size(messages) <= limits.maxBytes();
    }

    /** @param then what takes its turn after them; null for nothing */
    public void add(List<Message> messages, Step then) {
        add(messages);
        if (then != null) {
            add(then);
        }
    }

    public void add(List<Message> messages) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.addAll(messages);
        bytes += size(messages);
        added += messages.size();
    }

    /**
     * Puts messages before all others again that had been taken, for which there is always room.
     *
     * @param earlier in their order
     */
    public void putBack(List<Message> earlier) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        for (int i = earlier.size() - 1; i >= 0; i--) {
            waiting.addFirst(earlier.get(i));
        }
        bytes += size(earlier);
        taken -= earlier.size();
    }

    /** Adds a step, for which there is always room. */
    public void add(Step step) {
        if (steps == null) {
            steps = new ArrayDeque<>(2);
        }
        steps.add(new Turn(added, step));
    }

    /** The next step, if no message is before it; else null. */
    public Step pollStep() {
        if (steps == null || steps.isEmpty() || steps.peek().after() > taken) {
            return null;
        }
        return steps.poll().step();
    }

    /** All steps that no message is before. */
    public List<Step> pollSteps() {
        if (steps == null || steps.isEmpty()) {
            return List.of();
        }
        List<Step> due = new ArrayList<>();
        for (Step step = pollStep(); step != null; step = pollStep()) {
            due.add(step);
        }
        return due;
    }

    public boolean isEmpty() {
        return waiting == null || waiting.isEmpty();
    }

    /** Whether neither a message nor a step waits. */
    boolean isIdle() {
        return isEmpty() && (steps == null || steps.isEmpty());
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
            taken++;
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

    /** Forgets all messages, and gives back the steps, which want to be told. */
    public List<Step> clear() {
        List<Step> forgotten = steps == null ? List.of() : steps.stream().map(Turn::step).toList();
        waiting = null;
        steps = null;
        bytes = 0;
        return forgotten;
    }

    /** Takes over everything from another queue, in its order. */
    public void takeFrom(MessageQueue other, UnaryOperator<Message> change) {
        for (Step step = other.pollStep(); !other.isEmpty() || step != null; step = other.pollStep()) {
            if (step != null) {
                add(step);
            } else {
                add(List.of(change.apply(other.poll())));
            }
        }
    }

    private static long size(List<Message> messages) {
        long bytes = 0;
        for (Message message : messages) {
            bytes += message.size();
        }
        return bytes;
    }
}
