package dev.parley.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the query of an address, or a form (WHATWG URL, 5.1). What is no valid escape stays as it is. */
public final class QueryString {
    private QueryString() {}

    /**
     * The parameters by name, each with its values in order.
     *
     * @param query without the question mark; null for none
     */
    public static Map<String, List<String>> parse(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        int start = 0;
        while (query != null && start < query.length()) {
            int ampersand = query.indexOf('&', start);
            String part = query.substring(start, ampersand < 0 ? query.length() : ampersand);
            start += part.length() + 1;
            if (!part.isEmpty()) {
                parameters.computeIfAbsent(name(part), key -> new ArrayList<>(1)).add(value(part));
            }
        }
        return parameters;
    }

    /**
     * The last value of a parameter, without room for all the others.
     *
     * @param query without the question mark; null for none
     * @return null if there is none
     */
    public static String last(String query, String name) {
        int end = query == null ? -1 : query.length();
        while (end > 0) {
            int start = query.lastIndexOf('&', end - 1) + 1;
            String part = query.substring(start, end);
            if (!part.isEmpty() && name(part).equals(name)) {
                return value(part);
            }
            end = start - 1;
        }
        return null;
    }

    private static String name(String part) {
        int equals = part.indexOf('=');
        return decode(equals < 0 ? part : part.substring(0, equals));
    }

    private static String value(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? "" : decode(part.substring(equals + 1));
    }

    /** The last value of a parameter; null if there is none. */
    public static String last(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '+') {
                b = ' ';
            } else if (b == '%' && isEscape(bytes, i)) {
                b = (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            }
            bytes[length++] = b;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
    }
}
