package dev.parley.connection;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * All that arrives on one connection: parts become messages, messages wait for the mailbox, and there is a limit to both.
 * Confined to the thread that delivers; only {@link #tick} may be called by another.
 */
final class Inbox {
    private final ConnectionOptions options;
    private final Scheduler clock;
    private final Mailbox mailbox;
    private final MessageAssembler assembler;
    private final Consumer<Message> handler;
    private final Consumer<CloseStatus> giveUp;
    private final AtomicLong unhandledBytes = new AtomicLong();
    private volatile PartReceiver parts; // null: messages are joined

    /** @param handler called in the mailbox */
    Inbox(
            ConnectionOptions options,
            Scheduler clock,
            Mailbox mailbox,
            Consumer<Message> handler,
            Consumer<CloseStatus> giveUp) {
        this.options = options;
        this.clock = clock;
        this.mailbox = mailbox;
        this.assembler = new MessageAssembler(options.messages());
        this.handler = handler;
        this.giveUp = giveUp;
    }

    void text(String part, boolean last) {
        try {
            deliver(assembler.text(part, last, clock.now()));
        } catch (MessageAssembler.TooBig e) {
            giveUp.accept(CloseStatus.TOO_BIG);
        }
    }

    /** From now on binary messages are not joined. */
    void inParts(PartReceiver receiver) {
        parts = receiver;
    }

    void binary(ByteBuffer part, boolean last) {
        PartReceiver receiver = parts;
        if (receiver != null) {
            handOver(receiver, part, last);
            return;
        }
        try {
            deliver(assembler.binary(part, last, clock.now()));
        } catch (MessageAssembler.TooBig e) {
            giveUp.accept(CloseStatus.TOO_BIG);
        }
    }

    /** Waits until the part has been handled: it belongs to the container, and so does the time. */
    private void handOver(PartReceiver receiver, ByteBuffer part, boolean last) {
        CountDownLatch handled = new CountDownLatch(1);
        mailbox.execute(() -> {
            try {
                receiver.binary(part, last);
            } finally {
                handled.countDown();
            }
        });
        try {
            handled.await();
        } catch (InterruptedException e) { // the container wants its thread back, and the buffer with it
            Thread.currentThread().interrupt();
            giveUp.accept(CloseStatus.INTERNAL_ERROR);
        }
    }

    private void deliver(Message message) {
        if (message == null) {
            return;
        }
        long bytes = unhandledBytes.addAndGet(message.size());
        boolean isTooMuch = mailbox.waiting() > 0 && bytes > options.outbox().maxBytes();
        if (isTooMuch || mailbox.waiting() >= options.messages().maxUnhandled()) {
            giveUp.accept(CloseStatus.TOO_MUCH_UNHANDLED);
            return;
        }
        mailbox.execute(() -> {
            unhandledBytes.addAndGet(-message.size());
            handler.accept(message);
        });
    }

    /** The peer is not listened to. */
    void excuse(long now) {
        assembler.excuse(now);
    }

    /** Gives up a peer that does not end what it has begun. */
    void tick(long now) {
        long unfinished = assembler.startedAt();
        if (unfinished != Long.MIN_VALUE && now - unfinished > options.messages().timeout().toMillis()) {
            giveUp.accept(CloseStatus.UNFINISHED_MESSAGE);
        }
    }
}
