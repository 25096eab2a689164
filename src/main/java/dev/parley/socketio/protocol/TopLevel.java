package dev.parley.socketio.protocol;

/** Parts of JSON text that has been checked: values with commas between. */
final class TopLevel {
    private TopLevel() {}

    /** The part at a place; null if there are fewer. */
    static String part(String json, int index) {
        int start = 0;
        for (int skipped = 0; start < json.length(); skipped++) {
            int end = end(json, start);
            if (skipped == index) {
                return json.substring(start, end).strip();
            }
            start = end + 1;
        }
        return null;
    }

    /** Where the comma is after the value that begins at a place, or the end. */
    private static int end(String json, int start) {
        int depth = 0;
        boolean isQuoted = false;
        for (int i = start; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isQuoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    isQuoted = false;
                }
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == ',' && depth == 0) {
                return i;
            }
        }
        return json.length();
    }
}
