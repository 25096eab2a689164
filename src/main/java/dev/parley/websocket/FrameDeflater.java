package dev.parley.websocket;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses a server's messages (RFC 7692, 7.2.1), each with those before it. Safe for use by many threads, but a client
 * must get the frames in the order in which they are compressed. Memory of the operating system's is held from the first of
 * them on, about 270 kB.
 */
final class FrameDeflater {
    /** The next levels cost twice the time and save a tenth of the bytes. */
    private static final int LEVEL = 3;

    private static final int TAIL = 4; // 7.2.1: 00 00 ff ff, which is left out

    // guarded by this
    private Deflater deflater; // null until needed
    private boolean hasEnded;

    /**
     * Compresses a message by itself, which holds nothing afterwards.
     *
     * @param frame a whole message, not compressed
     * @return the frame itself if it would not become shorter
     */
    static byte[] alone(byte[] frame) {
        Deflater deflater = new Deflater(LEVEL, true);
        try {
            return deflated(frame, deflater);
        } finally {
            deflater.end();
        }
    }

    /** The same as {@link #alone}, shorter. */
    synchronized byte[] next(byte[] frame) {
        if (hasEnded) {
            return frame;
        } else if (deflater == null) {
            deflater = new Deflater(LEVEL, true);
        }
        byte[] shorter = deflated(frame, deflater);
        if (shorter == frame) {
            deflater.reset(); // the client has not got what the next would refer to
        }
        return shorter;
    }

    private static byte[] deflated(byte[] frame, Deflater deflater) {
        int start = ServerFrames.start(frame);
        byte[] out = new byte[frame.length - start + TAIL];
        deflater.setInput(frame, start, frame.length - start);
        int size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return size == out.length ? frame : ServerFrames.compressed(frame[0], ByteBuffer.wrap(out, 0, size - TAIL));
    }

    /** Compresses nothing more. */
    synchronized void end() {
        hasEnded = true;
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
