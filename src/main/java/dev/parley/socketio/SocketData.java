package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the application keeps with a socket: Node's {@code socket.data}. By name, or by class where one value of a kind is
 * enough. Safe for use by many threads. What is kept survives a recovery in memory as it is; on its way to another node it
 * must have a JSON form.
 */
public final class SocketData {
    private Map<String, Object> values = Map.of(); // guarded by this; most sockets have none

    /**
     * Keeps a value under a name; null forgets it.
     *
     * @return the value that was there, null if none was
     */
    public synchronized Object put(String name, Object value) {
        requireNonNull(name, "name");
        Map<String, Object> changed = new HashMap<>(values);
        Object before = value == null ? changed.remove(name) : changed.put(name, value);
        values = Map.copyOf(changed);
        return before;
    }

    /** Keeps a value under the name of a class; null forgets it. */
    public <T> void put(Class<T> type, T value) {
        put(type.getName(), value);
    }

    /** The value of a name; null if there is none. */
    public synchronized Object get(String name) {
        return values.get(requireNonNull(name, "name"));
    }

    /** The value of a class; null if there is none. */
    public <T> T get(Class<T> type) {
        return type.cast(get(type.getName()));
    }

    /** The value of a class. */
    public <T> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(get(type));
    }

    /** All values by name. A snapshot. */
    public synchronized Map<String, Object> asMap() {
        return values;
    }

    /** Keeps all of these as well. */
    synchronized void putAll(Map<String, Object> others) {
        Map<String, Object> changed = new HashMap<>(values);
        changed.putAll(others);
        values = Map.copyOf(changed);
    }

    @Override
    public String toString() {
        return asMap().keySet().toString();
    }
}
