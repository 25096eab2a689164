package dev.parley.connection;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        if (query == null) {
            return parameters;
        }
        int start = 0;
        while (start < query.length()) {
            int ampersand = query.indexOf('&', start);
            String part = query.substring(start, ampersand < 0 ? query.length() : ampersand);
            start += part.length() + 1;
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = decode(equals < 0 ? part : part.substring(0, equals));
                String value = equals < 0 ? "" : decode(part.substring(equals + 1));
                parameters.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
        }
        return parameters;
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
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
