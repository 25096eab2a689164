package dev.parley.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a server must do with a client's bytes: a case for each rule of RFC 6455 about frames. Outcomes are written as {@code
 * text hello}, {@code binary 3}, {@code pong hi}, {@code close 1002}; a server that echoes messages can show them all.
 */
public final class Conformance {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int[] MASK = {0x11, 0x80, 0xfe, 0x5a};

    private static final String[] WHOLE = {
        "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
    };

    private final List<Case> cases = new ArrayList<>();

    private Conformance() {}

    /** @param outcomes in their order; after a close nothing comes */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Case(String name, byte[] bytes, List<String> outcomes) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Case> cases() {
        Conformance all = new Conformance();
        all.messages();
        all.heads();
        all.fragments();
        all.controls();
        all.farewells();
        all.unicode();
        return all.cases;
    }

    /**
     * What a server answers to the request of a WebSocket (4.2.1, 11.3): an outcome is a status. {@code {path}} stands for where
     * there is one, {@code {host}} for what {@code Host} says.
     */
    public static List<Case> handshakes() {
        Conformance all = new Conformance();
        all.handshakes("GET {path} HTTP/1.1\r\nHost: {host}\r\n");
        all.handshake("a handshake by POST", "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n", 400, WHOLE);
        all.handshake("a handshake of HTTP/1.0", "GET {path} HTTP/1.0\r\nHost: {host}\r\n", 400, WHOLE);
        all.handshake("a handshake for no host", "GET {path} HTTP/1.1\r\n", 400, WHOLE);
        return all.cases;
    }

    private void handshakes(String begin) {
        String upgrade = "Upgrade: websocket";
        String connection = "Connection: Upgrade";
        String version = "Sec-WebSocket-Version: 13";
        String key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        handshake("a handshake", begin, 101, WHOLE);
        handshake("names in other letters", begin, 101, "upgrade: WebSocket", "connection: UPGRADE", version, key);
        handshake("Connection as a list", begin, 101, upgrade, "Connection: keep-alive, Upgrade", version, key);
        handshake("Connection in two lines", begin, 101, upgrade, "Connection: keep-alive", connection, version, key);
        handshake("Upgrade as a list", begin, 101, "Upgrade: foo, websocket", connection, version, key);
        handshake("Upgrade in two lines", begin, 101, "Upgrade: foo", upgrade, connection, version, key);
        handshake("Upgrade to something else", begin, 426, "Upgrade: foo", connection, version, key);
        handshake("no Upgrade", begin, 426, connection, version, key);
        handshake("no Connection", begin, 400, upgrade, version, key);
        handshake("Connection without Upgrade", begin, 400, upgrade, "Connection: keep-alive", version, key);
        handshake("no version", begin, 426, upgrade, connection, key);
        handshake("an old version", begin, 426, upgrade, connection, "Sec-WebSocket-Version: 8", key);
        handshake("two versions", begin, 426, upgrade, connection, version, "Sec-WebSocket-Version: 8", key);
        handshake("two versions the other way round", begin, 426, upgrade, connection, "Sec-WebSocket-Version: 8", version, key);
        handshake("no key", begin, 400, upgrade, connection, version);
        handshake("a key that is too short", begin, 400, upgrade, connection, version, "Sec-WebSocket-Key: short");
        handshake("a key without its end", begin, 400, upgrade, connection, version, "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ");
        handshake("two keys", begin, 400, upgrade, connection, version, key, "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
        handshake("a key twice", begin, 400, upgrade, connection, version, key, key);
    }

    private void handshake(String name, String begin, int status, String... lines) {
        add(name, bytes(begin + String.join("\r\n", lines) + "\r\n\r\n"), Integer.toString(status));
    }

    /**
     * What a server does that takes no message of more bytes than this (7.4.1, 10.4).
     *
     * @param bytes more than 65,535
     */
    public static List<Case> limits(int bytes) {
        Conformance all = new Conformance();
        all.limit(bytes);
        return all.cases;
    }

    private void limit(int bytes) {
        byte[] half = frame(Opcode.BINARY, new byte[bytes / 2]);
        byte[] rest = frame(FINAL, new byte[bytes - bytes / 2]);
        add("a message as large as it may be", frame(FINAL | Opcode.BINARY, new byte[bytes]), "binary " + bytes);
        add("fragments of a message as large as it may be", joined(half, rest), "binary " + bytes);
        add("a message that is too large by a byte", frame(FINAL | Opcode.BINARY, new byte[bytes + 1]), "close 1009");
        add("fragments of a message that is too large", joined(half, frame(0, new byte[bytes])), "close 1009");
        add("a message that is too large and goes on", joined(half, repeated(5, frame(0, new byte[bytes]))), "close 1009");
    }

    private void add(String name, byte[] bytes, String... outcomes) {
        cases.add(new Case(name, bytes, List.of(outcomes)));
    }

    // 5.2, 5.6: lengths in each of their forms
    private void messages() {
        for (int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 128, 8_191, 8_192, 8_193, 16_384, 65_535, 65_536, 300_000}) {
            add("a text of " + length + " bytes", frame(Opcode.TEXT, "*".repeat(length)), "text " + "*".repeat(length));
            add("a binary message of " + length + " bytes", frame(Opcode.BINARY, "*".repeat(length)), "binary " + length);
        }
        add("three messages at once", joined(text("a"), frame(Opcode.BINARY, "bb"), text("c")), "text a", "binary 2", "text c");
    }

    // 5.1, 5.2
    private void heads() {
        for (int bit : new int[] {0x40, 0x20, 0x10, 0x70}) {
            for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY, Opcode.PING, Opcode.PONG, Opcode.CLOSE}) {
                add("opcode " + opcode + " with reserved bits " + bit, frame(FINAL | bit | opcode, bytes("")), "close 1002");
            }
        }
        for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
            add("reserved opcode " + opcode, joined(text("a"), frame(opcode, "")), "text a", "close 1002");
            add("reserved opcode " + opcode + " with data", frame(opcode, "data"), "close 1002");
        }
        for (int opcode : new int[] {Opcode.TEXT, Opcode.BINARY, Opcode.PING}) {
            add("opcode " + opcode + " without a mask", raw(FINAL | opcode, 2, 'h', 'i'), "close 1002");
        }
        add("a pong without a mask", joined(raw(FINAL | Opcode.PONG, 2, 'h', 'i'), text("a")), "close 1002");
        add("a continuation without a mask", joined(part(false, Opcode.TEXT, "Hel"), raw(FINAL, 2, 'l', 'o')), "close 1002");
        add("opcode 8 without a mask", raw(FINAL | Opcode.CLOSE, 2, 3, 0xe8), "close 1002");
        add("a length of 125 in two bytes", joined(raw(0x82, MASKED | 126, 0, 125, 0, 0, 0, 0), new byte[125]), "close 1002");
        add("a length of 65535 in eight bytes",
                joined(raw(0x82, MASKED | 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0), new byte[65_535]), "close 1002");
        add("a length of 64 bits", raw(0x82, MASKED | 127, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), "close 1002");
    }

    // 5.4
    private void fragments() {
        byte[] begin = part(false, Opcode.TEXT, "Hel");
        byte[] end = part(true, Opcode.CONTINUATION, "lo");
        byte[] nothing = part(false, Opcode.CONTINUATION, "");
        add("two fragments", joined(begin, end), "text Hello");
        add("empty fragments", joined(part(false, Opcode.TEXT, ""), nothing, nothing, part(true, Opcode.CONTINUATION, "")), "text ");
        add("many fragments", joined(begin, repeated(200, part(false, Opcode.CONTINUATION, "l")), end), "text Hel" + "l".repeat(200) + "lo");
        add("large fragments", joined(part(false, Opcode.TEXT, "a".repeat(70_000)), part(true, Opcode.CONTINUATION, "b".repeat(9_000))),
                "text " + "a".repeat(70_000) + "b".repeat(9_000));
        add("binary fragments", joined(part(false, Opcode.BINARY, "abc"), part(true, Opcode.CONTINUATION, "de")), "binary 5");
        add("a ping between fragments", joined(begin, frame(Opcode.PING, "?"), end), "pong ?", "text Hello");
        add("a pong between fragments", joined(begin, frame(Opcode.PONG, "?"), end), "text Hello");
        add("a farewell between fragments", joined(begin, farewell(1000, "")), "close 1000");
        for (int bit : new int[] {0x40, 0x20, 0x10}) {
            add("a continuation with reserved bit " + bit, joined(begin, frame(FINAL | bit, bytes("lo"))), "close 1002");
        }
        add("nothing to continue", end, "close 1002");
        add("nothing to continue, not even at its end", part(false, Opcode.CONTINUATION, "x"), "close 1002");
        add("a continuation of what was whole", joined(text("a"), end), "text a", "close 1002");
        add("a continuation of what has ended", joined(begin, end, end), "text Hello", "close 1002");
        add("a text in the middle of another", joined(begin, text("x")), "close 1002");
        add("a binary message in the middle of a text", joined(begin, part(false, Opcode.BINARY, "x")), "close 1002");
    }

    // 5.5, 5.5.2, 5.5.3
    private void controls() {
        for (int length : new int[] {0, 1, 124, 125}) {
            add("a ping of " + length + " bytes", frame(Opcode.PING, "p".repeat(length)), "pong " + "p".repeat(length));
        }
        add("ten pings", joined(Stream.iterate(0, i -> i + 1).limit(10).map(i -> frame(Opcode.PING, "" + i)).toArray(byte[][]::new)),
                Stream.iterate(0, i -> i + 1).limit(10).map(i -> "pong " + i).toArray(String[]::new));
        add("pongs that nobody asked for", joined(frame(Opcode.PONG, ""), frame(Opcode.PONG, "x"), text("a")), "text a");
        for (int opcode : new int[] {Opcode.PING, Opcode.PONG, Opcode.CLOSE}) {
            add("opcode " + opcode + " with 126 bytes", frame(opcode, "\u0003\u00e8" + "x".repeat(124)), "close 1002");
            add("opcode " + opcode + " in fragments", part(false, opcode, ""), "close 1002");
        }
    }

    // 5.5.1, 7.4
    private void farewells() {
        add("a farewell without a code", joined(frame(Opcode.CLOSE, ""), text("late")), "close");
        add("a farewell with a reason", farewell(1000, "Auf Wiedersehen, до свидания"), "close 1000");
        add("a farewell with the longest reason", farewell(1000, "x".repeat(123)), "close 1000");
        add("a farewell and nothing else", joined(farewell(1000, ""), text("late"), frame(Opcode.PING, "late")), "close 1000");
        add("a message and a farewell", joined(text("a"), farewell(1001, "")), "text a", "close 1001");
        for (int code : new int[] {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999}) {
            add("close code " + code, farewell(code, "fine"), "close " + code);
        }
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
            add("close code " + code, farewell(code, ""), "close 1002");
        }
        add("half a close code", frame(FINAL | Opcode.CLOSE, new byte[] {3}), "close 1002");
        add("a reason that is no UTF-8", frame(FINAL | Opcode.CLOSE, raw(3, 0xe8, 0xce, 0xba, 0xe1)), "close 1007");
    }

    // 8.1; RFC 3629
    private void unicode() {
        String whole = "κόσμε ¿Hé? 你好 \uD83D\uDE00 \u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff\ud800\udc00\udbff\udfff";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        add("every kind of character", frame(FINAL | Opcode.TEXT, bytes), "text " + whole);
        for (int cut = 1; cut < bytes.length; cut++) {
            add("characters cut after byte " + cut,
                    joined(frame(Opcode.TEXT, slice(bytes, 0, cut)), frame(FINAL, slice(bytes, cut, bytes.length))), "text " + whole);
        }
        for (String character : List.of("é", "你", "\uD83D\uDE00")) {
            add("a long text of " + character, frame(Opcode.TEXT, "x" + character.repeat(20_000)), "text x" + character.repeat(20_000));
        }
        int[][] malformed = {
            {0x80}, {0xbf}, {0xc0, 0x80}, {0xc1, 0xbf}, {0xc3}, {0xc3, 0x28}, {0xe0, 0x80, 0x80}, {0xe0, 0x9f, 0xbf}, {0xe2, 0x82},
            {0xe2, 0x28, 0xa1}, {0xe2, 0x82, 0x28}, {0xed, 0xa0, 0x80}, {0xed, 0xbf, 0xbf}, {0xf0, 0x80, 0x80, 0x80},
            {0xf0, 0x8f, 0xbf, 0xbf}, {0xf0, 0x9f, 0x98}, {0xf0, 0x28, 0x8c, 0xbc}, {0xf0, 0x90, 0x28, 0xbc}, {0xf0, 0x90, 0x8c, 0x28},
            {0xf4, 0x90, 0x80, 0x80}, {0xf5, 0x80, 0x80, 0x80}, {0xf8, 0x88, 0x80, 0x80, 0x80}, {0xfc}, {0xfe}, {0xff}
        };
        for (int[] sequence : malformed) {
            byte[] wrong = joined(bytes("κ"), raw(sequence));
            String name = "no UTF-8: " + HexFormat.of().formatHex(raw(sequence));
            add(name, frame(FINAL | Opcode.TEXT, wrong), "close 1007");
            add(name + ", before a letter", frame(FINAL | Opcode.TEXT, joined(wrong, bytes("x"))), "close 1007");
            add(name + ", in fragments",
                    joined(frame(Opcode.TEXT, wrong), part(true, Opcode.CONTINUATION, "")), "close 1007");
        }
        add("a surrogate pair in six bytes", frame(FINAL | Opcode.TEXT, raw(0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80)), "close 1007");
        add("bytes that are no text in a binary message", frame(FINAL | Opcode.BINARY, raw(0xff, 0xc0)), "binary 2");
    }

    static byte[] text(String payload) {
        return frame(Opcode.TEXT, payload);
    }

    static byte[] frame(int opcode, String payload) {
        return part(true, opcode, payload);
    }

    static byte[] part(boolean last, int opcode, String payload) {
        return frame((last ? FINAL : 0) | opcode, bytes(payload));
    }

    static byte[] farewell(int code, String reason) {
        return frame(FINAL | Opcode.CLOSE, joined(raw(code >> 8, code), bytes(reason)));
    }

    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        int length = payload.length;
        if (length < 126) {
            frame.write(MASKED | length);
        } else if (length < 65_536) {
            frame.writeBytes(raw(MASKED | 126, length >> 8, length));
        } else {
            frame.writeBytes(raw(MASKED | 127, 0, 0, 0, 0, length >> 24, length >> 16, length >> 8, length));
        }
        frame.writeBytes(raw(MASK));
        for (int i = 0; i < length; i++) {
            frame.write(payload[i] ^ MASK[i % 4]);
        }
        return frame.toByteArray();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] raw(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        return raw;
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    static byte[] repeated(int count, byte[] bytes) {
        return joined(Collections.nCopies(count, bytes).toArray(byte[][]::new));
    }

    static byte[] joined(byte[]... all) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] each : all) {
            joined.writeBytes(each);
        }
        return joined.toByteArray();
    }
}
