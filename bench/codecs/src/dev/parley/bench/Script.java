package dev.parley.bench;

import java.nio.charset.StandardCharsets;

/** What a text is written in: bytes of one each, or mostly of two. */
public enum Script {
    ASCII("The quick brown fox jumps over the lazy dog, and nobody minds. "),
    CYRILLIC("Съешь же ещё этих мягких французских булок, да выпей чаю. ");

    private final String sentence;

    Script(String sentence) {
        this.sentence = sentence;
    }

    /** @param size of the text in UTF-8, bytes */
    String text(int size) {
        StringBuilder text = new StringBuilder(size);
        for (int bytes = 0, i = 0; bytes < size; i++) {
            char next = sentence.charAt(i % sentence.length());
            char fitting = bytes == size - 1 ? '.' : next;
            text.append(fitting);
            bytes += fitting < 0x80 ? 1 : 2;
        }
        return text.toString();
    }

    byte[] bytes(int size) {
        return text(size).getBytes(StandardCharsets.UTF_8);
    }
}
