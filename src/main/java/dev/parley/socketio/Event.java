package dev.parley.socketio;

import java.lang.reflect.Type;
import java.util.List;

/**
 * An event by name, and what it carries: one argument, written and read by JSON-B. A constant of the application's. Immutable.
 *
 * <pre>{@code
 * static final Event<Said> SAID = Event.of("said", Said.class);
 * }</pre>
 *
 * <p>A payload may be a public record or class that JSON-B maps, a string, number, boolean, map or list, a JSON-P value, an
 * {@link Arguments} (all arguments as they are), or {@code Void} for none. {@code byte[]} and {@code ByteBuffer} anywhere in
 * it travel as bytes.
 *
 * @param <T> what it carries
 */
@SuppressWarnings("UnusedTypeParameter") // tells the compiler what listeners get
public final class Event<T> {
    private final String name;
    private final Type payload;

    private Event(String name, Type payload) {
        this.name = EventName.check(name);
        this.payload = PayloadType.check(payload);
    }

    /** @throws IllegalArgumentException if the name is reserved, or a class in the payload is not public */
    public static <T> Event<T> of(String name, Class<T> payload) {
        return new Event<>(name, payload);
    }

    /**
     * An event that carries a list.
     *
     * @throws IllegalArgumentException if the name is reserved, or a class in the payload is not public
     */
    public static <E> Event<List<E>> ofList(String name, Class<E> element) {
        return new Event<>(name, new ListType(element));
    }

    public String name() {
        return name;
    }

    /** The type of what it carries. */
    public Type payload() {
        return payload;
    }

    @Override
    public String toString() {
        return "Event[" + name + ", " + payload.getTypeName() + "]";
    }
}
