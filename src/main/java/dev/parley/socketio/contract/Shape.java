package dev.parley.socketio.contract;

import java.util.List;

/** What a value looks like as JSON. Immutable. */
sealed interface Shape {

    /** A value without parts. */
    enum Plain implements Shape {
        TEXT,
        NUMBER,
        FLAG,
        BYTES,
        ANYTHING
    }

    record ListOf(Shape element) implements Shape {}

    /** An object with any members. */
    record MapOf(Shape value) implements Shape {}

    /** One of some strings. */
    record Choice(List<String> values) implements Shape {
        public Choice {
            values = List.copyOf(values);
        }
    }

    /** A value that may be null. */
    record Nullable(Shape shape) implements Shape {}

    /** An object that is defined elsewhere. */
    record Named(String name) implements Shape {}

    /** A member of an object. */
    record Member(String name, Shape shape, boolean isOptional) {}
}
