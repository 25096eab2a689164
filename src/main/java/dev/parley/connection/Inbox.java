package dev.parley.connection;

import java.nio.ByteBuffer;
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

    void binary(ByteBuffer part, boolean last) {
        try {
            deliver(assembler.binary(part, last, clock.now()));
        } catch (MessageAssembler.TooBig e) {
            giveUp.accept(CloseStatus.TOO_BIG);
        }
    }

    private void deliver(Message message) {
        if (message == null) {
            return;
        }
        long bytes = unhandledBytes.addAndGet(message.size());
        boolean isTooMuch = mailbox.waiting() > 0 && bytes > options.outbox().maxBytes();
        if (isTooMuch || mailbox.waiting() >= options.messages().maxUnhandled()) {
            giveUp.accept(CloseStatus.RATE_LIMIT);
            return;
        }
        mailbox.execute(() -> {
            unhandledBytes.addAndGet(-message.size());
            handler.accept(message);
        });
    }

    /** Gives up a peer that does not end what it has begun. */
    void tick(long now) {
        long unfinished = assembler.startedAt();
        if (unfinished != Long.MIN_VALUE && now - unfinished > options.messages().timeout().toMillis()) {
            giveUp.accept(CloseStatus.UNFINISHED_MESSAGE);
        }
    }
}
