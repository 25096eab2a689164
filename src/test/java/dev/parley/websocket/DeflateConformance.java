package dev.parley.websocket;

import static dev.parley.websocket.Conformance.bytes;
import static dev.parley.websocket.Conformance.farewell;
import static dev.parley.websocket.Conformance.frame;
import static dev.parley.websocket.Conformance.joined;
import static dev.parley.websocket.Conformance.part;
import static dev.parley.websocket.Conformance.raw;
import static dev.parley.websocket.Conformance.slice;
import static dev.parley.websocket.Conformance.text;

import dev.parley.websocket.Conformance.Case;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** What a server must do with a client's bytes when permessage-deflate has been agreed on: a case for each rule of RFC 7692. */
public final class DeflateConformance {
    private static final int FINAL = 0x80;
    private static final int RSV1 = 0x40;
    private static final byte[] HELLO = hex("f248cdc9c90700"); // 7.2.3.1

    private final List<Case> cases = new ArrayList<>();

    private DeflateConformance() {}

    /** Whether a case of RFC 6455 is one with the extension as well: the others use the bit that it gives a meaning. */
    public static boolean isOfAll(Case each) {
        int opcode = each.bytes()[0] & 0x0f;
        return (each.bytes()[0] & 0x70) != RSV1 || opcode >= Opcode.CLOSE;
    }

    /** Whether clients take their context over or not. */
    public static List<Case> always() {
        DeflateConformance all = new DeflateConformance();
        all.examples();
        all.bits();
        all.fragments();
        all.lengths();
        all.encodings();
        all.streams();
        all.broken();
        all.unicode();
        return all.cases;
    }

    /** For clients that take their context over. */
    public static List<Case> inContext() {
        DeflateConformance all = new DeflateConformance();
        all.contexts();
        return all.cases;
    }

    /** For clients that do not, alone: each message must be whole, and refer to itself. */
    public static List<Case> withoutContext() {
        DeflateConformance all = new DeflateConformance();
        all.add("what a message refers to is forgotten",
                joined(compressed(HELLO), compressed(hex("f200110000"))), "text Hello", "close 1007");
        all.add("DEFLATE is cut off where nothing is missed", compressed(hex("f248cdc9c9d751f000")), "close 1007");
        all.add("the block at the end is missing", compressed(hex("f248cdc9c907")), "close 1007");
        return all.cases;
    }

    private void add(String name, byte[] bytes, String... outcomes) {
        cases.add(new Case(name, bytes, List.of(outcomes)));
    }

    // 7.2.3
    private void examples() {
        add("7.2.3.1: one block", compressed(HELLO), "text Hello");
        add("7.2.3.1: in two fragments",
                joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), frame(FINAL, hex("c9c90700"))), "text Hello");
        add("7.2.3.3: a block without compression", compressed(hex("000500faff48656c6c6f00")), "text Hello");
        add("7.2.3.4: a block that says it is the last", compressed(hex("f348cdc9c9070000")), "text Hello");
        add("7.2.3.5: two blocks", compressed(hex("f248050000 00ffffcac9c90700".replace(" ", ""))), "text Hello");
        add("7.2.3.6: an empty text", compressed(hex("00")), "text ");
        add("7.2.3.6: an empty binary message", frame(FINAL | RSV1 | Opcode.BINARY, hex("00")), "binary 0");
    }

    // 6, 6.1, 6.2; RFC 6455, 5.2
    private void bits() {
        add("a text that is not compressed", text("plain"), "text plain");
        add("compressed and not, in turns",
                joined(compressed(HELLO), text("a"), compressed(HELLO), frame(Opcode.BINARY, "b"), compressed(HELLO)),
                "text Hello", "text a", "text Hello", "binary 1", "text Hello");
        add("a compressed continuation of what is not",
                joined(part(false, Opcode.TEXT, "a"), frame(FINAL | RSV1, HELLO)), "close 1002");
        add("the bit again in a continuation",
                joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), frame(FINAL | RSV1, hex("c9c90700"))), "close 1002");
        add("the bit in an empty continuation",
                joined(frame(RSV1 | Opcode.TEXT, HELLO), frame(RSV1, raw())), "close 1002");
        add("the bit with nothing to continue", frame(FINAL | RSV1, HELLO), "close 1002");
        for (int opcode : new int[] {Opcode.PING, Opcode.PONG, Opcode.CLOSE}) {
            add("compressed opcode " + opcode, frame(FINAL | RSV1 | opcode, hex("00")), "close 1002");
            add("compressed opcode " + opcode + " between fragments",
                    joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), frame(FINAL | RSV1 | opcode, raw())), "close 1002");
        }
        for (int opcode : new int[] {3, 7, 11, 15}) {
            add("compressed reserved opcode " + opcode, frame(FINAL | RSV1 | opcode, HELLO), "close 1002");
        }
        for (int bits : new int[] {0x60, 0x50, 0x70, 0x20, 0x10}) {
            add("reserved bits " + bits, frame(FINAL | bits | Opcode.TEXT, HELLO), "close 1002");
        }
        add("a compressed text in the middle of another",
                joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), compressed(HELLO)), "close 1002");
        add("a compressed text in the middle of one that is not",
                joined(part(false, Opcode.TEXT, "a"), compressed(HELLO)), "close 1002");
        add("compressed without a mask", raw(FINAL | RSV1 | Opcode.TEXT, 1, 0), "close 1002");
    }

    // 6.1: a message is compressed first and then cut, anywhere
    private void fragments() {
        String letters = "Wo man singt, da lass dich nieder. ".repeat(40);
        byte[] deflated = deflated(bytes(letters));
        for (int cut = 0; cut <= deflated.length; cut += cut < 20 ? 1 : 29) {
            add("compressed and cut after byte " + cut, fragments(Opcode.TEXT, slice(deflated, 0, cut), slice(deflated, cut, deflated.length)),
                    "text " + letters);
        }
        byte[][] single = new byte[deflated.length][];
        Arrays.setAll(single, i -> slice(deflated, i, i + 1));
        add("compressed and cut after every byte", fragments(Opcode.TEXT, single), "text " + letters);
        add("compressed, with empty fragments", fragments(Opcode.BINARY, raw(), raw(), deflated, raw(), raw()), "binary " + letters.length());
        add("compressed, with a ping between fragments",
                joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), frame(Opcode.PING, "?"), frame(FINAL, hex("c9c90700"))),
                "pong ?", "text Hello");
        add("compressed, with a farewell between fragments",
                joined(frame(RSV1 | Opcode.TEXT, hex("f248cd")), farewell(1000, "")), "close 1000");
        add("an empty text in empty fragments", fragments(Opcode.TEXT, raw(), hex("00"), raw()), "text ");
        add("nothing at all", compressed(raw()), "text ");
    }

    // every length of a payload, and every length that it may inflate to
    private void lengths() {
        Random random = new Random(7692);
        for (int length : new int[] {1, 2, 7, 8, 125, 126, 127, 128, 8_191, 8_192, 8_193, 16_384, 65_535, 65_536, 300_000}) {
            add("a text of " + length + " bytes, compressed", compressed(deflated(bytes("*".repeat(length)))), "text " + "*".repeat(length));
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            add("noise of " + length + " bytes, compressed", frame(FINAL | RSV1 | Opcode.BINARY, deflated(noise)), "binary " + length);
        }
        add("nearly a million zeros in a thousand bytes",
                joined(frame(FINAL | RSV1 | Opcode.BINARY, deflated(new byte[999_000])), text("a")), "binary 999000", "text a");
        add("three compressed at once", joined(compressed(HELLO), compressed(HELLO), compressed(HELLO)), "text Hello", "text Hello", "text Hello");
        add("compressed and a farewell", joined(compressed(HELLO), farewell(1001, "")), "text Hello", "close 1001");
    }

    // 7.2.1: any DEFLATE is allowed
    private void encodings() {
        String prose = prose(20_000);
        for (int level = 0; level <= 9; level++) {
            add("compressed with level " + level, compressed(deflated(bytes(prose), level, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH)), "text " + prose);
        }
        for (int strategy : new int[] {Deflater.FILTERED, Deflater.HUFFMAN_ONLY}) {
            add("compressed with strategy " + strategy, compressed(deflated(bytes(prose), 6, strategy, Deflater.SYNC_FLUSH)), "text " + prose);
        }
        add("compressed with a full flush", compressed(deflated(bytes(prose), 6, Deflater.DEFAULT_STRATEGY, Deflater.FULL_FLUSH)), "text " + prose);
        add("an empty block between others", compressed(joined(HELLO, hex("0000ffff"), HELLO)), "text HelloHello");
        add("an empty block with fixed codes", compressed(joined(hex("02000000ffff"), HELLO)), "text Hello");
    }

    // 7.2.3.4
    private void streams() {
        byte[] last = hex("f348cdc9c90700");
        add("many blocks that say they are the last", compressed(joined(last, last, last, hex("00"))), "text HelloHelloHello");
        add("the last block of a stream, and one of another", compressed(joined(last, HELLO)), "text HelloHello");
        add("the last block, and no other", compressed(last), "text Hello");
        add("an empty last block", compressed(hex("01")), "text ");
        add("a message after a last block", joined(compressed(joined(last, hex("00"))), compressed(HELLO)), "text Hello", "text Hello");
        add("a last block in fragments", fragments(Opcode.TEXT, hex("f348cd"), hex("c9c90700"), raw(), hex("00")), "text Hello");
    }

    // 7.2.2
    private void broken() {
        for (String wrong : List.of("07", "ff", "000500faf048656c6c6f00", "f200110000", "0c", "fdffff")) {
            add("no DEFLATE: " + wrong, compressed(hex(wrong)), "close 1007");
        }
        add("no DEFLATE after a fragment that is", fragments(Opcode.BINARY, HELLO, hex("0000ffff07")), "close 1007");
        add("what should be compressed is not", frame(FINAL | RSV1 | Opcode.TEXT, bytes("{\"a\":1}")), "close 1007");
        add("a block without compression is cut off", compressed(hex("000500faff48656c")), "close 1007");
        byte[] deflated = deflated(bytes(prose(3_000)));
        for (int cut = 1; cut < deflated.length - 1; cut += 61) { // by the next message at the latest
            add("DEFLATE cut off after byte " + cut, joined(compressed(slice(deflated, 0, cut)), compressed(HELLO)), "close 1007");
        }
    }

    // RFC 6455, 8.1: what is inflated must be UTF-8, wherever it was cut
    private void unicode() {
        String whole = "κόσμε ¿Hé? 你好 \uD83D\uDE00 \u007f\u0080\u07ff\u0800\ud7ff\ue000\ufffd\uffff\ud800\udc00\udbff\udfff";
        byte[] utf8 = whole.getBytes(StandardCharsets.UTF_8);
        byte[] deflated = deflated(utf8, 0, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH); // so that characters are cut
        for (int cut = 1; cut < deflated.length; cut += 2) {
            add("compressed characters cut after byte " + cut,
                    fragments(Opcode.TEXT, slice(deflated, 0, cut), slice(deflated, cut, deflated.length)), "text " + whole);
        }
        for (String character : List.of("é", "你", "\uD83D\uDE00")) {
            String longer = "x" + character.repeat(20_000);
            add("a long compressed text of " + character, compressed(deflated(bytes(longer))), "text " + longer);
        }
        for (String wrong : List.of("80", "c080", "c3", "c328", "e282", "eda080", "f09f98", "f4908080", "ff")) {
            byte[] sequence = joined(bytes("κ"), hex(wrong));
            add("compressed, but no UTF-8: " + wrong, compressed(deflated(sequence)), "close 1007");
            add("compressed, but no UTF-8, before a letter: " + wrong, compressed(deflated(joined(sequence, bytes("x")))), "close 1007");
        }
        add("compressed bytes that are no text in a binary message",
                frame(FINAL | RSV1 | Opcode.BINARY, deflated(raw(0xff, 0xc0))), "binary 2");
    }

    // 7.1.1, 7.2.3.2
    private void contexts() {
        byte[] again = hex("f200110000");
        add("7.2.3.2: a message that refers to the one before it", joined(compressed(HELLO), compressed(again)), "text Hello", "text Hello");
        add("what is not compressed is not referred to",
                joined(compressed(HELLO), text("World"), compressed(again)), "text Hello", "text World", "text Hello");
        add("an empty message between the two",
                joined(compressed(HELLO), compressed(hex("00")), compressed(again)), "text Hello", "text ", "text Hello");
        add("a text refers to a binary message",
                joined(frame(FINAL | RSV1 | Opcode.BINARY, HELLO), compressed(again)), "binary 5", "text Hello");
        add("a reference in fragments",
                joined(compressed(HELLO), fragments(Opcode.TEXT, hex("f2"), hex("001100"), hex("00"))), "text Hello", "text Hello");
        add("a reference to what never was", joined(compressed(hex("00")), compressed(again)), "text ", "close 1007");
        add("a ping changes nothing",
                joined(compressed(HELLO), frame(Opcode.PING, "?"), compressed(again)), "text Hello", "pong ?", "text Hello");
        conversation();
    }

    private void conversation() {
        Deflater deflater = new Deflater(9, true);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String said = "{\"n\":" + i + ",\"text\":\"" + prose(50 + 1_700 * i).substring(i) + "\"}"; // more than a window together
            sent.writeBytes(compressed(deflated(deflater, bytes(said), Deflater.SYNC_FLUSH)));
            outcomes.add("text " + said);
        }
        deflater.end();
        add("a conversation", sent.toByteArray(), outcomes.toArray(String[]::new));
    }

    private static String prose(int length) {
        Random random = new Random(42);
        String[] words = {"the ", "room ", "is ", "full ", "of ", "people ", "who ", "talk ", "at ", "once. "};
        StringBuilder prose = new StringBuilder();
        while (prose.length() < length) {
            prose.append(words[random.nextInt(words.length)]).append(random.nextInt(100));
        }
        return prose.substring(0, length);
    }

    private static byte[] compressed(byte[] deflated) {
        return frame(FINAL | RSV1 | Opcode.TEXT, deflated);
    }

    private static byte[] fragments(int opcode, byte[]... payloads) {
        byte[][] frames = new byte[payloads.length][];
        for (int i = 0; i < payloads.length; i++) {
            frames[i] = frame((i == 0 ? RSV1 | opcode : 0) | (i == payloads.length - 1 ? FINAL : 0), payloads[i]);
        }
        return joined(frames);
    }

    private static byte[] deflated(byte[] bytes) {
        return deflated(bytes, 6, Deflater.DEFAULT_STRATEGY, Deflater.SYNC_FLUSH);
    }

    private static byte[] deflated(byte[] bytes, int level, int strategy, int flush) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        byte[] deflated = deflated(deflater, bytes, flush);
        deflater.end();
        return deflated;
    }

    /** 7.2.1. */
    private static byte[] deflated(Deflater deflater, byte[] bytes, int flush) {
        byte[] out = new byte[bytes.length + bytes.length / 100 + 1_000];
        deflater.setInput(bytes);
        long before = deflater.getBytesRead();
        int size = 0;
        while (deflater.getBytesRead() - before < bytes.length) { // a strategy is set by a call of its own
            size += deflater.deflate(out, size, out.length - size, flush);
        }
        return Arrays.copyOf(out, size - 4);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
