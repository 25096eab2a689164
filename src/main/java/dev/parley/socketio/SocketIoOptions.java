package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.RateOptions;
import java.time.Duration;

/**
 * The limits of a {@link SocketIoServer}.
 *
 * @param maxNamespaces namespaces at once, those opened on demand included; 1 or more
 * @param maxNamespacesPerConnection namespaces one connection may be in, or wait for, at once; 1 or more
 * @param maxRoomsPerSocket rooms one socket may be in, without its own; 0 or more
 * @param maxPendingAcks acknowledgements the server may wait for, per socket; 0 or more
 * @param attachments what may come with one event of a client's
 * @param connectTimeout how long a client of Socket.IO may take to enter its first namespace; positive
 * @param rate how fast one client of Socket.IO may send events; what comes beyond is refused, and in the end its session closed
 * @param users what one user may do
 * @param recovery what clients that lose their connection find when they come back
 */
public record SocketIoOptions(
        int maxNamespaces,
        int maxNamespacesPerConnection,
        int maxRoomsPerSocket,
        int maxPendingAcks,
        AttachmentOptions attachments,
        Duration connectTimeout,
        RateOptions rate,
        UserOptions users,
        RecoveryOptions recovery) {
    public SocketIoOptions {
        requireNonNull(attachments, "attachments");
        requireNonNull(rate, "rate");
        requireNonNull(users, "users");
        requireNonNull(recovery, "recovery");
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect timeout must be positive, was " + connectTimeout);
        }
        if (maxNamespaces < 1) {
            throw new IllegalArgumentException("namespaces must be 1 or more, was " + maxNamespaces);
        }
        if (maxNamespacesPerConnection < 1) {
            throw new IllegalArgumentException(
                    "namespaces of a connection must be 1 or more, was " + maxNamespacesPerConnection);
        }
        if (maxRoomsPerSocket < 0) {
            throw new IllegalArgumentException("rooms per socket must be 0 or more, was " + maxRoomsPerSocket);
        }
        if (maxPendingAcks < 0) {
            throw new IllegalArgumentException("pending acknowledgements must be 0 or more, was " + maxPendingAcks);
        }
    }

    /** The same with another recovery. */
    public SocketIoOptions with(RecoveryOptions other) {
        return new SocketIoOptions(
                maxNamespaces,
                maxNamespacesPerConnection,
                maxRoomsPerSocket,
                maxPendingAcks,
                attachments,
                connectTimeout,
                rate,
                users,
                other);
    }

    public static SocketIoOptions defaults() {
        return new SocketIoOptions(
                1_000,
                100,
                100,
                1_000,
                AttachmentOptions.defaults(),
                Duration.ofSeconds(45),
                new RateOptions(2_000, 10_000, 32_000_000, 160_000_000),
                UserOptions.defaults(),
                RecoveryOptions.off());
    }
}
