package dev.parley.websocket;

/**
 * Compression on one connection (RFC 7692), as agreed on. Safe for use by many threads. Holds memory of the operating
 * system's that only {@link #end} gives back at once.
 */
public final class PerMessageDeflate {
    private final DeflateAgreement agreement;
    private final int threshold;
    private final FrameDeflater deflater = new FrameDeflater();
    private final MessageInflater inflater;

    public PerMessageDeflate(DeflateAgreement agreement, DeflateOptions options) {
        this.agreement = agreement;
        this.threshold = options.threshold();
        this.inflater = new MessageInflater(agreement.clientTakesOver());
    }

    /** @param size of a message, in bytes */
    public boolean isWorthIt(int size) {
        return size >= threshold;
    }

    /** Whether a compressed frame is for this connection alone, and made by {@link #next}. */
    public boolean isApart() {
        return agreement.serverTakesOver();
    }

    /**
     * Compresses a message with those before it. The client must get the frames in the order in which they are compressed.
     *
     * @param frame a whole message of at least one byte, not compressed
     * @return the frame itself if it would not become shorter
     */
    public byte[] next(byte[] frame) {
        return deflater.next(frame);
    }

    MessageInflater inflater() {
        return inflater;
    }

    /** Gives all memory back: the connection has ended. Twice is once. */
    public void end() {
        deflater.end();
        inflater.end();
    }
}
