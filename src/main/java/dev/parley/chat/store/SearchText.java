package dev.parley.chat.store;

/** What is compared in a search: text without regard to case, the same in every database and in memory. */
final class SearchText {
    private SearchText() {}

    /** Character by character, as long as before: {@link String#toLowerCase()} takes minutes for a million of İ. */
    static String fold(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().forEach(character -> folded.appendCodePoint(Character.toLowerCase(character)));
        return folded.toString();
    }

    /** A pattern for {@code LIKE … ESCAPE '!'}: whatever contains the text, letter by letter. */
    static String pattern(String text) {
        return "%" + fold(text).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
