package dev.parley.connection;

import java.time.Duration;

/**
 * Two buckets that fill with time, of messages and of their bytes. Each message takes from both, also when refused: where one is
 * below zero it is refused, and who has overdrawn by a whole bucket does not mean to stop. Confined to the connection's mailbox.
 */
public final class RateLimit {
    /** What becomes of a message. */
    public enum Verdict {
        ACCEPTED,
        REFUSED,
        /** Refused, and whoever sends so much does not mean to stop. */
        HOPELESS
    }

    private static final int LEAST_PATIENCE = 10;

    private final RateOptions options;
    private final int patience; // messages
    private double messages;
    private double bytes;
    private int size; // of the last message
    private long filledAt;

    /** @param now milliseconds of any clock */
    public RateLimit(RateOptions options, long now) {
        this.options = options;
        this.patience = Math.max(LEAST_PATIENCE, options.burst());
        this.messages = options.burst();
        this.bytes = options.byteBurst();
        this.filledAt = now;
    }

    /** @param length bytes of the message; of more than the bucket holds as many as that, so that the largest passes after a rest */
    public Verdict take(long now, int length) {
        double seconds = (now - filledAt) / 1_000.0;
        filledAt = now;
        messages = Math.min(options.burst(), messages + seconds * options.perSecond());
        bytes = Math.min(options.byteBurst(), bytes + seconds * options.bytesPerSecond());
        boolean wasOverdrawn = messages < 0 || bytes < 0;
        size = Math.min(options.byteBurst(), length);
        messages--;
        bytes -= size;
        if (messages >= 0 && bytes >= 0) {
            return Verdict.ACCEPTED;
        }
        // nobody is given up who has not been told before
        boolean isHopeless = wasOverdrawn && (messages <= -patience || bytes <= -options.byteBurst());
        messages = Math.max(messages, -2.0 * patience); // who stops need not wait for ever
        bytes = Math.max(bytes, -2.0 * options.byteBurst());
        return isHopeless ? Verdict.HOPELESS : Verdict.REFUSED;
    }

    /** How long until a message like the last is accepted. */
    public Duration retryAfter() {
        double seconds = Math.max(secondsOfMessages(), secondsOfBytes());
        return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
    }

    /**
     * Which of the two limits keeps a message like the last out, or does so for longer.
     *
     * @param name what the names of the options begin with, such as {@code parley.rate}
     */
    public String rule(String name) {
        return secondsOfBytes() > secondsOfMessages()
                ? options.bytesPerSecond() + " bytes a second (" + name + ".bytes-per-second), " + options.byteBurst()
                        + " at once (" + name + ".bytes-burst)"
                : options.perSecond() + " messages a second (" + name + ".per-second), " + options.burst() + " at once ("
                        + name + ".burst)";
    }

    private double secondsOfMessages() {
        return (1 - messages) / options.perSecond();
    }

    private double secondsOfBytes() {
        return (size - bytes) / options.bytesPerSecond();
    }
}
