package dev.parley.connection;

/** Something other than a message that takes its turn among them. */
public interface Step {

    /**
     * Its turn has come: all that was to leave before is in the container's hands, and nothing else leaves until this has
     * reported.
     */
    void take(Transport.Sent done);

    /** The connection has ended, perhaps in the middle of its turn. May be called twice. */
    void forgotten();

    /**
     * Since when it has been waiting for the peer to read.
     *
     * @param now returned when it does not wait
     */
    default long busySince(long now) {
        return now;
    }
}
