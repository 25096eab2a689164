package dev.parley.chat;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has changed in a list since it was told: who is in it now, who is no more. Safe for use by many threads. */
final class Differences {
    private final Map<String, JsonObject> changed = new LinkedHashMap<>(); // guarded by this; by id, null: has gone

    synchronized void put(String id, JsonObject now) {
        changed.put(id, now);
    }

    synchronized void remove(String id) {
        changed.put(id, null);
    }

    /** All since the last time: {@code changed} as they are now, new ones among them, and the ids of those that have {@code left}. */
    synchronized JsonObject take() {
        JsonArrayBuilder here = JsonText.array();
        JsonArrayBuilder left = JsonText.array();
        changed.forEach((id, now) -> {
            if (now == null) {
                left.add(id);
            } else {
                here.add(now);
            }
        });
        changed.clear();
        return JsonText.object().add("changed", here).add("left", left).build();
    }
}
