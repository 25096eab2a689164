package dev.parley.socketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for each event of a name. What it returns is the acknowledgement: a value as JSON-B writes it, {@code Arguments} for
 * several values, a {@code CompletionStage} for one that comes later, and from a {@code void} method an empty one. What it
 * throws is answered as {@link OnError} says, else as {@code EventRefused} does.
 *
 * <p>Parameters: those of {@link SocketNamespace}, and
 *
 * <ul>
 *   <li>{@code Ack}, to answer by hand; the method must then return nothing,
 *   <li>{@code Arguments}: all arguments of the event,
 *   <li>anything else is an argument of the event, in order, read by JSON-B: records, classes, strings, numbers, {@code
 *       List<Say>}, {@code byte[]} and {@code ByteBuffer}. An argument that is absent, null or of another type is refused with
 *       {@code FIELD_TYPE}; as {@code Optional<Say>} it may be absent or null. More arguments than parameters are ignored.
 * </ul>
 *
 * <p>With {@code @Valid} and other constraints of Bean Validation arguments are checked before the method is called; see {@link
 * ValidationRefused}. Without a provider they refuse the deployment.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnEvent {

    /** The name of the event. */
    String value();
}
