package dev.parley.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Inputs for readers: valid ones, most of them broken in one place or more, and mere noise. The same seed makes the same
 * input.
 */
final class Mutations {
    private static final int MAX_NOISE = 40;
    private static final int MAX_LENGTH = 4_000;

    private static final List<String> TEXTS = List.of(
            "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u", "\\u0063", "\\ud800", "\\n", "\0", "\u001e", "\ud800", "\udc00", "é", "😀",
            "-", "/", "b", "b4", "=", "null", "true", "1e5", "1e99999999999", "[[[[", "{\"a\":", " ", "\u2028",
            "{\"_placeholder\":true,\"num\":0}", "\"_placeholder\":true,", "\"num\":1,", "51-", "511-", "42[\"a\"]",
            "[".repeat(130), "]".repeat(130), "7".repeat(1_010), "\"type\":", "\"ack\":");
    private static final List<String> NUMBERS =
            List.of("0", "1", "2", "9", "00", "10", "11", "-1", "127", "65536", "2147483647", "2147483648", "4294967297",
                    "9007199254740993", "9223372036854775808", "99999999999999999999", "0.5", "1.0");
    private static final byte[][] BYTES = {
        {0}, {1}, {4}, {9}, {'4'}, {0x7f}, {(byte) 0x80}, {(byte) 0xff}, {(byte) 0xc0}, {(byte) 0xc1}, {(byte) 0xc3},
        {(byte) 0xdd, 0x7f, -1, -1, -1}, {(byte) 0xdf, 0x7f, -1, -1, -1}, {(byte) 0xdb, 0x7f, -1, -1, -1},
        {(byte) 0xc6, 0x7f, -1, -1, -1}, {(byte) 0xc9, 0x7f, -1, -1, -1, 0}, {(byte) 0xdd, 0, 0, 0, 1},
        {(byte) 0xd4, 0, 0}, {(byte) 0xd7, -1}, {(byte) 0xd7, 0}, {(byte) 0xc7, 12, -1}, {(byte) 0xd6, -1},
        {(byte) 0xcb}, {(byte) 0xcf}, {(byte) 0xd3}, {(byte) 0x91}, {(byte) 0x81, (byte) 0xa1, 'a'}, {(byte) 0xc4, 1, 0},
        {0, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, -1}, {1, 1, -1, 4}, {0, 1, -1, '2'}, {(byte) 0xc3, 0x28}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}
    };

    private Mutations() {}

    static String text(SplittableRandom random, List<String> valid) {
        if (random.nextInt(16) == 0) {
            return noise(random);
        }
        StringBuilder text = new StringBuilder(any(random, valid));
        for (int left = random.nextInt(4); left > 0 && text.length() < MAX_LENGTH; left--) {
            mutate(random, text, valid);
        }
        return text.toString();
    }

    private static String noise(SplittableRandom random) {
        StringBuilder noise = new StringBuilder();
        int most = random.nextBoolean() ? 0x80 : 0x10000;
        for (int left = random.nextInt(MAX_NOISE); left > 0; left--) {
            noise.append((char) random.nextInt(most));
        }
        return noise.toString();
    }

    private static void mutate(SplittableRandom random, StringBuilder text, List<String> valid) {
        if (text.length() == 0) {
            text.append(any(random, TEXTS));
            return;
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(4) == 0 ? text.length() : 6));
        switch (random.nextInt(8)) {
            case 0 -> text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(7)));
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(at, text.substring(at, end));
            case 3 -> splice(random, text, at, any(random, valid));
            case 4, 5 -> number(random, text, at);
            case 6 -> text.setCharAt(at, (char) random.nextInt(0x10000));
            default -> text.insert(at, any(random, TEXTS));
        }
    }

    private static void splice(SplittableRandom random, StringBuilder text, int at, String other) {
        text.setLength(at);
        text.append(other, random.nextInt(other.length() + 1), other.length());
    }

    /** Another number instead of the next one. */
    private static void number(SplittableRandom random, StringBuilder text, int from) {
        int start = from;
        while (start < text.length() && !isDigit(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        text.replace(start, end, any(random, NUMBERS));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static byte[] bytes(SplittableRandom random, List<byte[]> valid) {
        if (random.nextInt(16) == 0) {
            byte[] noise = new byte[random.nextInt(MAX_NOISE)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = any(random, valid).clone();
        for (int left = random.nextInt(4); left > 0 && bytes.length < MAX_LENGTH; left--) {
            bytes = mutated(random, bytes, valid);
        }
        return bytes;
    }

    private static byte[] mutated(SplittableRandom random, byte[] bytes, List<byte[]> valid) {
        byte[] token = BYTES[random.nextInt(BYTES.length)];
        if (bytes.length == 0) {
            return token.clone();
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? bytes.length : 6));
        switch (random.nextInt(7)) {
            case 0 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            }
            case 1 -> {
                bytes[at] += (byte) random.nextInt(-2, 3);
                return bytes;
            }
            case 2 -> {
                return joined(bytes, 0, at, bytes, end, bytes.length);
            }
            case 3 -> {
                return joined(bytes, 0, end, bytes, at, bytes.length);
            }
            case 4 -> {
                byte[] other = any(random, valid);
                return joined(bytes, 0, at, other, random.nextInt(other.length + 1), other.length);
            }
            case 5 -> {
                return joined(joined(bytes, 0, at, token, 0, token.length), bytes, at);
            }
            default -> {
                return joined(joined(bytes, 0, at, token, 0, token.length), bytes, Math.min(bytes.length, at + token.length));
            }
        }
    }

    private static byte[] joined(byte[] head, byte[] tail, int from) {
        return joined(head, 0, head.length, tail, from, tail.length);
    }

    private static byte[] joined(byte[] head, int headFrom, int headTo, byte[] tail, int from, int to) {
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(head, headFrom, headTo), headTo - headFrom + to - from);
        System.arraycopy(tail, from, joined, headTo - headFrom, to - from);
        return joined;
    }

    static <T> T any(SplittableRandom random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
