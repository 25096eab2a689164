package dev.parley.engineio.protocol;

import java.util.HexFormat;

/** Payloads for clients that poll by script elements and post by forms (Engine.IO 3, "JSONP"). */
public final class Jsonp {
    private static final HexFormat HEX = HexFormat.of();

    private Jsonp() {}

    /** The index of a client's function: the digits of the query parameter {@code j}. */
    public static String index(String parameter) {
        return parameter.replaceAll("[^0-9]", "");
    }

    /** A script that hands a payload over. */
    public static String call(String index, String payload) {
        StringBuilder script = new StringBuilder(payload.length() + 32);
        script.append("___eio[").append(index).append("](\"");
        for (int i = 0; i < payload.length(); i++) {
            char c = payload.charAt(i);
            switch (c) {
                case '"' -> script.append("\\\"");
                case '\\' -> script.append("\\\\");
                case '\n' -> script.append("\\n");
                case '\r' -> script.append("\\r");
                case '\t' -> script.append("\\t");
                case '\b' -> script.append("\\b");
                case '\f' -> script.append("\\f");
                default -> {
                    // line ends in a script, and what must not be written into one
                    if (c < 0x20 || c == 0x2028 || c == 0x2029) {
                        script.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        script.append(c);
                    }
                }
            }
        }
        return script.append("\");").toString();
    }

    /**
     * The payload in the form's field {@code d}: browsers make line feeds of their own there, so the client escapes its
     * own.
     */
    public static String payload(String field) {
        StringBuilder payload = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            boolean isEscape = field.startsWith("\\n", i);
            if (field.startsWith("\\\\n", i)) {
                payload.append("\\n");
                i += 2;
            } else if (isEscape) {
                payload.append('\n');
                i++;
            } else {
                payload.append(field.charAt(i));
            }
        }
        return payload.toString();
    }
}
