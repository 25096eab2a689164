package dev.parley.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The masks of a client's frames (RFC 6455, 5.3). */
final class Mask {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private Mask() {}

    /** The mask that stands at a place. */
    static int at(byte[] bytes, int place) {
        return (int) INTS.get(bytes, place);
    }

    /** What a mask is for the bytes that follow the first {@code count}. */
    static int after(int mask, int count) {
        return Integer.rotateLeft(mask, 8 * (count & 3));
    }

    /** Takes the mask off, and says whether all that is left is ASCII. */
    static boolean takeOff(int mask, byte[] bytes, int from, int to) {
        long wide = ((long) mask << 32) | (mask & 0xffff_ffffL);
        long seen = 0;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long clear = (long) LONGS.get(bytes, at) ^ wide;
            LONGS.set(bytes, at, clear);
            seen |= clear;
        }
        for (int shift = 24; at < to; at++) {
            byte clear = (byte) (bytes[at] ^ (mask >>> shift));
            bytes[at] = clear;
            seen |= clear;
            shift = shift == 0 ? 24 : shift - 8;
        }
        return (seen & HIGH_BITS) == 0;
    }
}
