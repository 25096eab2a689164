package dev.parley.socketio.protocol;

import java.util.HexFormat;

/**
 * Walks over JSON text and checks it (RFC 8259) without building anything, so that what is only passed on is never
 * parsed. Confined to one thread.
 */
final class JsonScanner {
    // every JSON-P parser has limits of its own on numbers; these are below them, and beyond what JavaScript can count
    private static final int MAX_NUMBER = 1_000;
    private static final int MAX_EXPONENT_DIGITS = 4;

    private final String text;
    private final char[] chars; // of the text: so far below its charAt is no longer inlined
    private final int attachments;
    private int position;
    private int depth;
    private int placeholders;

    /** Checks that a text is one JSON value. */
    static void check(String text) {
        JsonScanner scanner = new JsonScanner(text, 0, 0);
        scanner.value();
        scanner.end();
    }

    /** @param attachments how many a packet has; with any, an object that says it is a placeholder must be right */
    JsonScanner(String text, int position, int attachments) {
        this.text = text;
        this.chars = text.toCharArray();
        this.position = position;
        this.attachments = attachments;
    }

    int position() {
        return position;
    }

    /** The next character that is no white space, without taking it; 0 at the end. */
    char peek() {
        while (position < chars.length) {
            char c = chars[position];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return c;
            }
            position++;
        }
        return 0;
    }

    /** Takes the next character if it is this one. */
    boolean take(char wanted) {
        if (peek() != wanted) {
            return false;
        }
        position++;
        return true;
    }

    /** Takes the bracket that begins an array, if there is one; what follows is one deeper. */
    boolean enterArray() {
        if (peek() != '[') {
            return false;
        }
        enter();
        return true;
    }

    /** Takes a whole value. */
    void value() {
        char c = peek();
        if (c == '"') {
            string();
        } else if (c == '{') {
            enter();
            object();
            depth--;
        } else if (c == '[') {
            enter();
            array();
            depth--;
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            number();
        } else {
            word(c == 't' ? "true" : c == 'f' ? "false" : "null");
        }
    }

    /** Nothing may follow. */
    void end() {
        if (peek() != 0 || position < chars.length) {
            throw malformed();
        }
    }

    private void enter() {
        if (++depth > JsonText.MAX_DEPTH) {
            throw new MalformedPacketException("JSON must be nested at most " + JsonText.MAX_DEPTH + " deep");
        }
        position++;
    }

    private void array() {
        if (take(']')) {
            return;
        }
        do {
            value();
        } while (take(','));
        expect(']');
    }

    private void object() {
        if (take('}')) {
            return;
        }
        boolean isPlaceholder = false; // of members that are there twice the last counts
        String number = null;
        do {
            int start = keyStart();
            string();
            int end = position;
            expect(':');
            peek();
            int valueStart = position;
            value();
            if (attachments > 0) {
                if (isKey(start, end, "_placeholder")) {
                    isPlaceholder = text.startsWith("true", valueStart);
                } else if (isKey(start, end, "num")) {
                    number = text.substring(valueStart, position);
                }
            }
        } while (take(','));
        expect('}');
        if (isPlaceholder) {
            checkPlaceholder(number);
        }
    }

    private int keyStart() {
        if (peek() != '"') {
            throw malformed();
        }
        return position;
    }

    /** Whether the string between these positions, quotes included, is this word, however it is written. */
    private boolean isKey(int start, int end, String word) {
        int at = start + 1;
        for (int i = 0; i < word.length(); i++) {
            char c = chars[at++];
            if (c == '\\' && chars[at] == 'u') { // the short escapes stand for none of our letters
                c = (char) HexFormat.fromHexDigits(text, at + 1, at + 5);
                at += 5;
            }
            if (c != word.charAt(i)) {
                return false; // the quote at the end, too, is none of our letters
            }
        }
        return at == end - 1;
    }

    private void checkPlaceholder(String number) {
        double num = number != null && !number.isEmpty() && (number.charAt(0) == '-' || Character.isDigit(number.charAt(0)))
                ? Double.parseDouble(number)
                : -1;
        if (num < 0 || num >= attachments || num != Math.rint(num)) {
            throw new MalformedPacketException(
                    "a placeholder must name one of " + attachments + " attachments, was " + number);
        }
        // else a short text could name a large attachment many times
        if (++placeholders > attachments) {
            throw new MalformedPacketException("a packet must have one placeholder for each attachment, was more");
        }
    }

    /** Takes a string, quotes included. */
    void string() {
        position++;
        while (position < chars.length) {
            char c = chars[position++];
            if (c == '"') {
                return;
            } else if (c == '\\') {
                escape();
            } else if (c < 0x20) {
                throw malformed();
            }
        }
        throw malformed();
    }

    private void escape() {
        char c = position < chars.length ? chars[position++] : 0;
        if (c == 'u') {
            for (int i = 0; i < 4; i++) {
                if (position >= chars.length || !isHex(chars[position++])) {
                    throw malformed();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(c) < 0 || c == 0) {
            throw malformed();
        }
    }

    /** Takes a number. */
    void number() {
        int start = position;
        if (current() == '-') {
            position++;
        }
        if (current() == '0') {
            position++;
        } else {
            digits();
        }
        if (current() == '.') {
            position++;
            digits();
        }
        if (current() == 'e' || current() == 'E') {
            position++;
            if (current() == '+' || current() == '-') {
                position++;
            }
            int exponent = position;
            digits();
            if (position - exponent > MAX_EXPONENT_DIGITS) {
                throw new MalformedPacketException(
                        "a number's exponent must have at most " + MAX_EXPONENT_DIGITS + " digits");
            }
        }
        if (position - start > MAX_NUMBER) {
            throw new MalformedPacketException("a number must have at most " + MAX_NUMBER + " characters");
        }
    }

    private void digits() {
        int start = position;
        while (current() >= '0' && current() <= '9') {
            position++;
        }
        if (position == start) {
            throw malformed();
        }
    }

    private char current() {
        return position < chars.length ? chars[position] : 0;
    }

    private void word(String word) {
        if (!text.startsWith(word, position)) {
            throw malformed();
        }
        position += word.length();
    }

    /** Takes this character. */
    void expect(char wanted) {
        if (!take(wanted)) {
            throw malformed();
        }
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static MalformedPacketException malformed() {
        return new MalformedPacketException("a message must be JSON");
    }
}
