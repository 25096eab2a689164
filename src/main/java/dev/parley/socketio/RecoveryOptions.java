package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What clients that lose their connection find when they come back: Node's {@code connectionStateRecovery}.
 *
 * @param isOn whether there is recovery at all; if not, the rest says nothing
 * @param maxDisconnection how long they may be away; positive
 * @param skipsMiddlewares whether who comes back is let in without asking the middleware again
 * @param maxEvents events kept per namespace; the oldest go first; 1 or more
 * @param maxBytes bytes of those events, about; 1 or more
 * @param maxSessions clients that may be away at once, in all namespaces; who is away longest is forgotten first; 1 or more
 */
public record RecoveryOptions(
        boolean isOn, Duration maxDisconnection, boolean skipsMiddlewares, int maxEvents, int maxBytes, int maxSessions) {
    public RecoveryOptions {
        requireNonNull(maxDisconnection, "maxDisconnection");
        if (maxDisconnection.isNegative() || maxDisconnection.isZero()) {
            throw new IllegalArgumentException("disconnection must be positive, was " + maxDisconnection);
        }
        if (maxEvents < 1 || maxBytes < 1 || maxSessions < 1) {
            throw new IllegalArgumentException("events, bytes and sessions must be 1 or more, were " + maxEvents + ", "
                    + maxBytes + " and " + maxSessions);
        }
    }

    /** No recovery: Node's default. */
    public static RecoveryOptions off() {
        return new RecoveryOptions(false, Duration.ofMinutes(2), true, 10_000, 4_000_000, 20_000);
    }

    /** Recovery with Node's defaults, and limits. */
    public static RecoveryOptions on() {
        RecoveryOptions off = off();
        return new RecoveryOptions(
                true, off.maxDisconnection, off.skipsMiddlewares, off.maxEvents, off.maxBytes, off.maxSessions);
    }
}
