package dev.parley.websocket;

/** What messages are compressed with, for clients that can (RFC 7692). */
public enum Compression {
    /** They are not. */
    OFF,
    /** Each by itself: a broadcast is compressed once, and a connection that rests keeps nothing for it. */
    MESSAGE,
    /**
     * With the messages before it ("context takeover"): shorter, but each receiver of a broadcast gets one of its own, and a
     * connection that has compressed keeps up to 320 kB.
     */
    CONTEXT
}
