package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbCreator;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which types an argument of an event, or of an answer, may have, as far as the type alone tells (Jakarta JSON Binding 3.0,
 * chapters 3 and 4).
 */
public final class PayloadType {
    private static final Set<String> JAVA =
            Set.of("java.lang", "java.math", "java.net", "java.time", "java.util", "java.nio");
    private static final Set<Class<?>> OF_JAVA_LANG = Set.of(
            Object.class, String.class, CharSequence.class, Number.class, Boolean.class, Character.class, Byte.class,
            Short.class, Integer.class, Long.class, Float.class, Double.class);
    private static final Set<Class<?>> OPTIONAL =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private PayloadType() {}

    /**
     * Finds classes that JSON-B would have to read and cannot see: those that are not public, as far down as the components of
     * records. They are found out before the first event comes.
     *
     * @return the type
     * @throws IllegalArgumentException naming the class
     */
    public static Type check(Type type) {
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
        } else if (type instanceof GenericArrayType array) {
            check(array.getGenericComponentType(), seen);
        } else if (type instanceof WildcardType wildcard) {
            check(wildcard.getUpperBounds()[0], seen);
        } else if (type instanceof Class<?> plain) {
            checkClass(plain, seen);
        }
    }

    private static void checkClass(Class<?> type, Set<Type> seen) {
        if (type.isArray()) {
            check(type.getComponentType(), seen);
        } else if (isHidden(type)) {
            throw new IllegalArgumentException(
                    "a " + (type.isRecord() ? "record" : "class") + " that JSON-B reads must be public, was " + type.getName());
        } else if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                check(component.getGenericType(), seen);
            }
        }
    }

    /** Primitive types are public, and enums and what has an adapter are not made by JSON-B. */
    private static boolean isHidden(Class<?> type) {
        return !Modifier.isPublic(type.getModifiers()) && !type.isInterface() && !type.isEnum() && !isTold(type);
    }

    /** Whether JSON-B can make such a value, or could if it were allowed to see the class: see {@link #check}. */
    public static boolean isReadable(Type type) {
        if (type instanceof Class<?> plain) {
            return isReadable(plain);
        } else if (type instanceof ParameterizedType generic) {
            return isReadable(generic.getRawType())
                    && Arrays.stream(generic.getActualTypeArguments()).allMatch(PayloadType::isReadable);
        } else if (type instanceof GenericArrayType array) {
            return isReadable(array.getGenericComponentType());
        }
        return type instanceof WildcardType wildcard && isReadable(wildcard.getUpperBounds()[0]);
    }

    private static boolean isReadable(Class<?> type) {
        if (type.isPrimitive()) {
            return type != void.class;
        } else if (type.isArray()) {
            return isReadable(type.getComponentType());
        } else if (JsonValue.class.isAssignableFrom(type) || type == ByteBuffer.class || OPTIONAL.contains(type)) {
            return true;
        } else if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return true;
        } else if (JAVA.contains(type.getPackageName())) {
            return isOfJava(type);
        }
        return isOfApplication(type);
    }

    private static boolean isOfJava(Class<?> type) {
        return switch (type.getPackageName()) {
            case "java.lang" -> OF_JAVA_LANG.contains(type);
            case "java.nio" -> false;
            default -> !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        };
    }

    private static boolean isOfApplication(Class<?> type) {
        if (type.getName().startsWith("java.") || type.getName().startsWith("jakarta.") || isOurs(type)) {
            return false;
        } else if (type.isRecord() || type.isEnum() || isTold(type)) {
            return true;
        }
        boolean isConcrete = !type.isInterface() && !Modifier.isAbstract(type.getModifiers());
        return isConcrete && !Throwable.class.isAssignableFrom(type) && isMade(type);
    }

    /** Sockets and the like are no messages. */
    private static boolean isOurs(Class<?> type) {
        return type.getPackage() == Socket.class.getPackage();
    }

    /** Whether an annotation of JSON-B's on it says how. */
    private static boolean isTold(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().startsWith("jakarta.json.bind.annotation.JsonbType"));
    }

    private static boolean isMade(Class<?> type) {
        boolean isInner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        boolean hasConstructor = Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(each -> isCreator(each) || (each.getParameterCount() == 0 && isCallable(each.getModifiers())));
        return !isInner
                && (hasConstructor || Arrays.stream(type.getDeclaredMethods()).anyMatch(PayloadType::isCreator));
    }

    private static boolean isCallable(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isCreator(AnnotatedElement element) {
        return element.isAnnotationPresent(JsonbCreator.class);
    }
}
