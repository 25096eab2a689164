package dev.parley.web.upgrade;

import java.util.concurrent.atomic.AtomicReferenceArray;

/** Buffers to read into, borrowed for as long as a thread reads: an idle connection has none. Safe for use by many threads. */
final class ReadBuffers {
    static final int SIZE = 16_384;
    private static final int PLACES = 64; // a power of two

    private final AtomicReferenceArray<byte[]> free = new AtomicReferenceArray<>(PLACES);

    byte[] take() {
        byte[] buffer = free.getAndSet(place(), null);
        return buffer == null ? new byte[SIZE] : buffer;
    }

    void giveBack(byte[] buffer) {
        free.lazySet(place(), buffer);
    }

    private static int place() {
        return (int) Thread.currentThread().getId() & (PLACES - 1);
    }
}
