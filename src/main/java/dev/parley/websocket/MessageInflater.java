package dev.parley.websocket;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a client's messages (RFC 7692, 7.2.2) in pieces of at most {@link FrameReader#CHUNK} bytes, whatever they grow to.
 * To be used by one thread at a time; {@link #end} may be called by any. Memory of the operating system's is held while a
 * message is under way, and with context takeover from the first message on.
 */
final class MessageInflater {
    private static final byte[] NOTHING = {};
    private static final byte[] TAIL = {0, 0, -1, -1}; // of each message; senders leave it out
    private static final byte[] FINAL_BLOCK = {3, 0}; // an empty one

    private final boolean takesOver;

    // all guarded by this
    private Inflater inflater; // null while there is nothing to remember
    private byte[] piece; // as the inflater
    private byte[] input = NOTHING;
    private boolean isOpen;
    private boolean isLast; // the input completes the message
    private boolean isInTail;
    private boolean isInStream; // something has come since the stream of blocks began
    private boolean hasMore;
    private boolean hasEnded;

    /** @param takesOver whether messages may refer to those before them */
    MessageInflater(boolean takesOver) {
        this.takesOver = takesOver;
    }

    /** A message begins. */
    synchronized void begin() {
        isOpen = true;
    }

    /** Whether a message is under way. */
    synchronized boolean isOpen() {
        return isOpen;
    }

    /** Takes a part of it. */
    synchronized void feed(byte[] bytes, int from, int to, boolean last) {
        isLast = last;
        if (hasEnded) {
            isOpen = !last;
            return;
        } else if (inflater == null) {
            inflater = new Inflater(true);
            piece = new byte[FrameReader.CHUNK];
        }
        input = Arrays.copyOfRange(bytes, from, to); // the bytes are the reader's, and it may be told to stop before the last piece
        inflater.setInput(input);
        isInStream |= from < to;
        hasMore = true;
    }

    /** Whether {@link #inflate} has something to say. */
    synchronized boolean hasMore() {
        return hasMore;
    }

    /** Where {@link #inflate} puts what it has to say. */
    synchronized byte[] piece() {
        return piece == null ? NOTHING : piece;
    }

    /**
     * Fills the {@link #piece} with the next part of the message, the last one if it is not open any more.
     *
     * @return the number of bytes
     */
    synchronized int inflate() throws ProtocolViolation {
        int filled = 0;
        try {
            while (hasMore && filled < piece.length) {
                filled += inflate(filled);
            }
        } catch (DataFormatException e) {
            throw ProtocolViolation.notDeflate();
        }
        return filled;
    }

    private int inflate(int from) throws DataFormatException, ProtocolViolation {
        int count = inflater.inflate(piece, from, piece.length - from);
        boolean isFinished = inflater.finished();
        if (isInTail && (count > 0 || (isFinished && inflater.getRemaining() > 0))) { // the end is missing
            throw ProtocolViolation.notDeflate();
        } else if (isFinished) {
            startStream();
        } else if (count == 0) {
            endInput();
        }
        return count;
    }

    /** 7.2.3.4: a block may say that it is the last of its stream, and another stream follows. */
    private void startStream() {
        int left = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(input, input.length - left, left);
        isInStream = left > 0;
    }

    private void endInput() throws DataFormatException, ProtocolViolation {
        if (!isLast) {
            hasMore = false;
        } else if (isInStream && !isInTail) {
            isInTail = true;
            input = TAIL;
            inflater.setInput(TAIL);
        } else {
            endMessage();
        }
    }

    private void endMessage() throws DataFormatException, ProtocolViolation {
        if (!takesOver) {
            checkEnd();
            release();
        }
        input = NOTHING;
        isInTail = false;
        isInStream = false;
        isOpen = false;
        hasMore = false;
    }

    /** Where no message follows, one more block tells whether those before it have come to their end. */
    private void checkEnd() throws DataFormatException, ProtocolViolation {
        if (isInStream) {
            inflater.setInput(FINAL_BLOCK);
            if (inflater.inflate(new byte[1]) > 0 || !inflater.finished()) {
                throw ProtocolViolation.notDeflate();
            }
        }
    }

    private void release() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
            piece = null;
        }
    }

    /** Inflates nothing more. */
    synchronized void end() {
        hasEnded = true;
        hasMore = false;
        isOpen &= !isLast;
        input = NOTHING;
        release();
    }
}
