package dev.parley.socketio;

import java.lang.reflect.Type;
import java.util.List;

/**
 * An event that is answered: its name, what it carries and what the acknowledgement carries, each as in {@link Event}. A
 * constant of the application's. Immutable.
 *
 * @param <Q> what it carries
 * @param <A> what the answer carries
 */
@SuppressWarnings("UnusedTypeParameter") // tell the compiler what listeners get and return
public final class Request<Q, A> {
    private final String name;
    private final Type payload;
    private final Type answer;

    private Request(String name, Type payload, Type answer) {
        this.name = EventName.check(name);
        this.payload = PayloadType.check(payload);
        this.answer = PayloadType.check(answer);
    }

    /** @throws IllegalArgumentException if the name is reserved, or a class in a payload is not public */
    public static <Q, A> Request<Q, A> of(String name, Class<Q> payload, Class<A> answer) {
        return new Request<>(name, payload, answer);
    }

    /**
     * A request that is answered with a list.
     *
     * @throws IllegalArgumentException if the name is reserved, or a class in a payload is not public
     */
    public static <Q, E> Request<Q, List<E>> ofList(String name, Class<Q> payload, Class<E> element) {
        return new Request<>(name, payload, new ListType(element));
    }

    public String name() {
        return name;
    }

    /** The type of what it carries. */
    public Type payload() {
        return payload;
    }

    /** The type of what its answer carries. */
    public Type answer() {
        return answer;
    }

    @Override
    public String toString() {
        return "Request[" + name + ", " + payload.getTypeName() + " -> " + answer.getTypeName() + "]";
    }
}
