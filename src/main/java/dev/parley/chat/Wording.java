package dev.parley.chat;

import dev.parley.socketio.EventRefused;
import java.text.Normalizer;
import java.util.Locale;

/** What names and texts may look like. Pure functions; lengths are in characters (code points). */
final class Wording {
    static final int MAX_NAME = 40;
    static final int MAX_ROOM = 60;
    static final int MAX_TOPIC = 250;
    static final int MAX_REACTION = 16;
    static final int MAX_FILE_NAME = 200;

    /** Letters and symbols that show nothing: Hangul fillers and the empty braille pattern. */
    private static final String BLANK_LETTERS = "\u115F\u1160\u3164\uFFA0\u2800";

    /** Small letters (and figures) that look like others, if not themselves then their capitals, each above its Latin look-alike. */
    private static final String LOOK_ALIKES =
            "\u0430\u0432\u0435\u0451\u0456\u0457\u0458\u043A\u043C\u043D\u043E\u0440\u0441\u0442\u0443\u0445\u0455\u04BB\u0501\u051B\u051D\u04CF" // Cyrillic
                    + "\u03B1\u03B2\u03B5\u03B6\u03B7\u03B9\u03BA\u03BC\u03BD\u03BF\u03C1\u03C4\u03C5\u03C7" // Greek
                    + "l\u013110";

    private static final String LATIN = "abeeiijkmhopctyxshdqwi" + "abezhikmnoptyx" + "iiio";

    private Wording() {}

    /**
     * A person's name as it will be shown: without blanks around it, composed (Unicode NFC).
     *
     * @throws EventRefused if it is no name
     */
    static String name(String raw) {
        if (isAbsurd(raw, MAX_NAME)) {
            throw new EventRefused(
                    "NAME_TOO_LONG", "username", "a name must have at most " + MAX_NAME + " characters, was " + characters(raw));
        }
        String name = Normalizer.normalize(raw, Normalizer.Form.NFC).strip();
        if (folded(name).isEmpty()) {
            throw new EventRefused("NAME_EMPTY", "username", "a name must not be empty");
        }
        int length = characters(name);
        if (length > MAX_NAME) {
            throw new EventRefused(
                    "NAME_TOO_LONG", "username", "a name must have at most " + MAX_NAME + " characters, was " + length);
        }
        if (!isPlain(name)) {
            throw new EventRefused("NAME_CHARACTERS", "username", "a name must not contain control characters");
        }
        return name;
    }

    /**
     * A room's name.
     *
     * @throws EventRefused if it is no name
     */
    static String room(String raw) {
        // not normalised before its length is known: that takes quadratic time
        String room = isAbsurd(raw, MAX_ROOM) ? "" : Normalizer.normalize(raw, Normalizer.Form.NFC).strip();
        if (folded(room).isEmpty() || characters(room) > MAX_ROOM || !isPlain(room) || room.startsWith("@")) {
            throw new EventRefused(
                    "ROOM_NAME",
                    "room",
                    "a room's name must have 1 to " + MAX_ROOM + " characters, none of them a control, the first no @");
        }
        return room;
    }

    /** What a room is about: may be empty. @throws EventRefused if it is too long, or has controls in it */
    static String topic(String raw) {
        String topic = raw.strip();
        if (characters(topic) > MAX_TOPIC || !isPlain(topic)) {
            throw new EventRefused(
                    "TOPIC", "topic", "a topic must have at most " + MAX_TOPIC + " characters, none of them a control");
        }
        return topic;
    }

    /** Why something was done; may be empty. @throws EventRefused if it is too long, or has controls in it */
    static String reason(String raw) {
        String reason = raw.strip();
        if (characters(reason) > MAX_TOPIC || !isPlain(reason)) {
            throw new EventRefused(
                    "REASON", "reason", "a reason must have at most " + MAX_TOPIC + " characters, none of them a control");
        }
        return reason;
    }

    /** Mostly one emoji. @throws EventRefused if it is too long, or nothing to be seen */
    static String reaction(String raw) {
        String reaction = raw.strip();
        if (folded(reaction).isEmpty() || characters(reaction) > MAX_REACTION || !isPlain(reaction)) {
            throw new EventRefused(
                    "REACTION", "reaction", "a reaction must have 1 to " + MAX_REACTION + " characters, none of them a control");
        }
        return reaction;
    }

    /** What a file is called: without the folders it lay in. @throws EventRefused if that is no name */
    static String fileName(String raw) {
        String name = raw.substring(Math.max(raw.lastIndexOf('/'), raw.lastIndexOf('\\')) + 1).strip();
        if (folded(name).isEmpty() || characters(name) > MAX_FILE_NAME || !isPlain(name) || name.startsWith(".")) {
            throw new EventRefused(
                    "FILE_NAME",
                    "name",
                    "a file's name must have 1 to " + MAX_FILE_NAME + " characters, none of them a control, the first no dot");
        }
        return name;
    }

    /** A wrong value for somebody to read: not more of it than they need. */
    static String shown(String value) {
        return value.length() <= 40 ? value : value.substring(0, 40) + "…";
    }

    /** @throws EventRefused if the text is blank or too long */
    static String text(String text, int limit) {
        if (text.isBlank()) {
            throw new EventRefused("TEXT_EMPTY", "message", "a text must not be empty");
        }
        return caption(text, limit);
    }

    /** A text that may be empty. @throws EventRefused if it is too long */
    static String caption(String text, int limit) {
        int length = characters(text);
        if (length > limit) {
            throw new EventRefused(
                    "TEXT_TOO_LONG", "message", "a text must have at most " + limit + " characters, was " + length);
        }
        return text;
    }

    /** Longer than what a name of so many characters can be, however it is composed; not worth normalising. */
    static boolean isAbsurd(String raw, int limit) {
        return raw.length() > 4 * limit;
    }

    /**
     * What is left of a name when case, width, what cannot be seen and the alphabet of a letter do not count: the same for
     * look-alikes (after Unicode Technical Standard 39, 4), and for some names that only remind of each other.
     */
    static String folded(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        StringBuilder visible = new StringBuilder(compatible.length());
        compatible
                .codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT && BLANK_LETTERS.indexOf(c) < 0)
                .forEach(visible::appendCodePoint);
        StringBuilder plain = new StringBuilder(visible.toString().strip().toLowerCase(Locale.ROOT));
        for (int i = 0; i < plain.length(); i++) {
            int known = LOOK_ALIKES.indexOf(plain.charAt(i));
            if (known >= 0) {
                plain.setCharAt(i, LATIN.charAt(known));
            }
        }
        return plain.toString();
    }

    /** A name with a number at its end, still within the limit. */
    static String numbered(String name, int number) {
        String suffix = Integer.toString(number);
        int keep = Math.min(characters(name), MAX_NAME - suffix.length());
        return name.substring(0, name.offsetByCodePoints(0, keep)) + suffix;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isPlain(String name) {
        return name.codePoints().allMatch(Wording::isPlain);
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> false;
            default -> !isDirectionOverride(c);
        };
    }

    private static boolean isDirectionOverride(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
