package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.Set;

/** Which types an event may carry. */
final class PayloadType {
    private PayloadType() {}

    /**
     * Checks a type as far as can be told before anything is read.
     *
     * @throws IllegalArgumentException if it holds a record that JSON-B cannot make
     */
    static Type check(Type type) {
        check(requireNonNull(type, "payload"), new HashSet<>());
        return type;
    }

    private static void check(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            check(generic.getRawType(), seen);
            for (Type argument : generic.getActualTypeArguments()) {
                check(argument, seen);
            }
        } else if (type instanceof Class<?> plain && plain.isArray()) {
            check(plain.getComponentType(), seen);
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            checkRecord(plain, seen);
        }
    }

    private static void checkRecord(Class<?> type, Set<Type> seen) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalArgumentException("a record that JSON-B reads must be public, was " + type.getName());
        }
        for (RecordComponent component : type.getRecordComponents()) {
            check(component.getGenericType(), seen);
        }
    }
}
