package dev.parley.chat;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which files people may send.
 *
 * @param maxBytes of one file; 0: none at all
 * @param types media types such as {@code text/plain}, {@code image/*}, or {@code *}
 * @param maxWaiting files of which no message speaks yet that one person may have here, and one address; 1 or more
 * @param maxWaitingBytes the same in bytes, 1 or more; a single file may always wait
 */
public record FileOptions(long maxBytes, List<String> types, int maxWaiting, long maxWaitingBytes) {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}"); // RFC 6838, 4.2

    public FileOptions {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("bytes of a file must be 0 or more, was " + maxBytes);
        }
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("files that wait must be 1 or more, was " + maxWaiting);
        }
        if (maxWaitingBytes < 1) {
            throw new IllegalArgumentException("bytes of files that wait must be 1 or more, was " + maxWaitingBytes);
        }
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).toList();
    }

    public static FileOptions defaults() {
        return new FileOptions(
                10_000_000,
                List.of("image/*", "audio/*", "video/*", "text/plain", "text/csv", "application/pdf", "application/zip"),
                100,
                100_000_000);
    }

    /** @param type in lower case */
    boolean accepts(String type) {
        String family = type.substring(0, type.indexOf('/') + 1) + "*";
        return TYPE.matcher(type).matches() && (types.contains("*") || types.contains(type) || types.contains(family));
    }
}
