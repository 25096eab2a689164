package dev.parley.it.clients.adapter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.json.JSONArray;
import org.json.JSONObject;

/** The library's values as plain ones, and back. */
final class Values {
    private Values() {}

    static List<Object> plain(Collection<?> values) {
        List<Object> plain = new ArrayList<>();
        values.forEach(value -> plain.add(plain(value)));
        return plain;
    }

    static Object[] json(Collection<?> values) {
        return values.stream().map(Values::json).toArray();
    }

    private static Object plain(Object value) {
        if (value == JSONObject.NULL) {
            return null;
        } else if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (value instanceof JSONArray array) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < array.length(); i++) {
                list.add(plain(array.opt(i)));
            }
            return list;
        } else if (value instanceof JSONObject object) {
            Map<String, Object> map = new HashMap<>();
            for (Iterator<?> keys = object.keys(); keys.hasNext(); ) {
                String key = (String) keys.next();
                map.put(key, plain(object.opt(key)));
            }
            return map;
        }
        return value;
    }

    private static Object json(Object value) {
        if (value == null) {
            return JSONObject.NULL;
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        } else if (value instanceof List<?> list) {
            return new JSONArray(Arrays.asList(json(list)));
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> json = new HashMap<>();
            map.forEach((key, item) -> json.put(key, json(item)));
            return new JSONObject(json);
        }
        return value;
    }
}
