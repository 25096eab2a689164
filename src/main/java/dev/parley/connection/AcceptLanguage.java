package dev.parley.connection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads the header {@code Accept-Language} (RFC 9110, 12.5.4). */
final class AcceptLanguage {
    private AcceptLanguage() {}

    /** The languages in the order of their weights; what cannot be read, is not wanted, or is any language, is left out. */
    static List<Locale> locales(List<String> lines) {
        List<Locale.LanguageRange> ranges = new ArrayList<>();
        for (String line : lines) {
            for (String entry : line.split(",", -1)) {
                add(entry.strip(), ranges);
            }
        }
        ranges.sort(Comparator.comparingDouble(Locale.LanguageRange::getWeight).reversed());
        return ranges.stream()
                .filter(range -> range.getWeight() > 0)
                .map(range -> Locale.forLanguageTag(range.getRange()))
                .filter(locale -> !locale.getLanguage().isEmpty())
                .distinct()
                .toList();
    }

    private static void add(String entry, List<Locale.LanguageRange> ranges) {
        try {
            ranges.add(Locale.LanguageRange.parse(entry).get(0)); // behind it come other names of the same
        } catch (IllegalArgumentException unreadable) { // as the containers do, which take the others
        }
    }
}
