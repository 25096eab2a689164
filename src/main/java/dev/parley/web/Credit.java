package dev.parley.web;

import java.nio.ByteBuffer;

/**
 * How much may be on its way to a peer before a send could be made to wait for it: what the buffers of both systems hold
 * unread. A ping now and then tells how far the peer has read. Safe for use by many threads.
 */
final class Credit {
    /** Less than every system buffers, so that a send within it returns at once. */
    static final long BYTES = 65_536;

    private static final ByteBuffer QUESTION =
            ByteBuffer.wrap(new byte[] {'r', 'e', 'a', 'd', '?'}).asReadOnlyBuffer();

    private long unread;
    private ByteBuffer asked; // what the peer will repeat; null if nothing
    private long unreadWhenAsked;

    /** Whether a send would return at once. */
    synchronized boolean isLeft() {
        return unread <= BYTES;
    }

    /** So many bytes are on their way now. */
    synchronized void spend(long bytes) {
        unread += bytes;
    }

    /** What to ask the peer with a ping; null if there is no need. */
    synchronized ByteBuffer question() {
        if (asked != null || unread <= BYTES / 2) {
            return null;
        }
        return QUESTION.duplicate();
    }

    /** A ping is on its way, whoever sends it. A peer need answer only the last (RFC 6455, 5.5.3). */
    synchronized void asks(ByteBuffer data) {
        asked = ByteBuffer.allocate(data.remaining()).put(data.duplicate()).flip();
        unreadWhenAsked = unread;
    }

    /**
     * A pong has come.
     *
     * @return whether it answers a {@link #question}, so that it is of interest to nobody else
     */
    synchronized boolean answered(ByteBuffer data) {
        if (data.equals(asked)) {
            unread -= unreadWhenAsked;
            asked = null;
        }
        return data.equals(QUESTION);
    }
}
