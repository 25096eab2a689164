package dev.parley.chat;

import java.util.List;
import java.util.Locale;

/**
 * Which files people may send.
 *
 * @param maxBytes of one file; 0: none at all
 * @param types media types such as {@code text/plain}, {@code image/*}, or {@code *}
 */
public record FileOptions(long maxBytes, List<String> types) {
    public FileOptions {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("bytes of a file must be 0 or more, was " + maxBytes);
        }
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
    }

    public static FileOptions defaults() {
        return new FileOptions(
                10_000_000,
                List.of("image/*", "audio/*", "video/*", "text/plain", "text/csv", "application/pdf", "application/zip"));
    }

    boolean accepts(String type) {
        String plain = type.toLowerCase(Locale.ROOT);
        String family = plain.substring(0, plain.indexOf('/') + 1) + "*";
        return types.contains("*") || types.contains(plain) || types.contains(family);
    }
}
