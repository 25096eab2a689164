package dev.parley.socketio.contract;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.contract.Shape.Member;
import dev.parley.socketio.contract.Shape.Plain;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** What JSON-B makes of Java types; remembers the objects it has met. Confined to one thread. */
final class Shapes {
    private static final Set<Class<?>> NUMBERS = Set.of(
            byte.class, short.class, int.class, long.class, float.class, double.class, JsonNumber.class);

    private final Map<Type, String> names = new LinkedHashMap<>();
    private final Map<String, List<Member>> objects = new TreeMap<>();

    /** The objects by name. */
    Map<String, List<Member>> objects() {
        return objects;
    }

    Shape of(Type type) {
        return of(type, Map.of());
    }

    /** @param variables what the type variables around it stand for */
    private Shape of(Type type, Map<TypeVariable<?>, Type> variables) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain, List.of());
        } else if (type instanceof ParameterizedType generic) {
            List<Type> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(each -> each instanceof TypeVariable<?> variable ? variables.getOrDefault(variable, Object.class) : each)
                    .toList();
            return ofClass((Class<?>) generic.getRawType(), arguments);
        } else if (type instanceof GenericArrayType array) {
            return new Shape.ListOf(of(array.getGenericComponentType(), variables));
        } else if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0], variables);
        }
        return type instanceof TypeVariable<?> variable && variables.containsKey(variable)
                ? of(variables.get(variable), Map.of())
                : Plain.ANYTHING;
    }

    private Shape ofClass(Class<?> type, List<Type> arguments) {
        if (type == byte[].class || type == ByteBuffer.class) {
            return Plain.BYTES;
        } else if (type.isArray()) {
            return new Shape.ListOf(of(type.getComponentType()));
        } else if (NUMBERS.contains(type) || Number.class.isAssignableFrom(type)) {
            return Plain.NUMBER;
        } else if (type == boolean.class || type == Boolean.class) {
            return Plain.FLAG;
        } else if (type == Optional.class) {
            return new Shape.Nullable(argument(arguments, 0));
        } else if (Set.of(OptionalInt.class, OptionalLong.class, OptionalDouble.class).contains(type)) {
            return new Shape.Nullable(Plain.NUMBER);
        } else if (JsonValue.class.isAssignableFrom(type) || type == Object.class || type == Arguments.class) {
            return ofJson(type);
        } else if (Collection.class.isAssignableFrom(type)) {
            return new Shape.ListOf(argument(arguments, 0));
        } else if (Map.class.isAssignableFrom(type)) {
            return new Shape.MapOf(argument(arguments, 1));
        } else if (type.isEnum()) {
            return new Shape.Choice(
                    Arrays.stream(type.getEnumConstants()).map(each -> ((Enum<?>) each).name()).toList());
        }
        // JSON-B writes all other types of Java's as strings
        return type.isPrimitive() || type.getName().startsWith("java.") ? Plain.TEXT : object(type, arguments);
    }

    private static Shape ofJson(Class<?> type) {
        if (type == JsonObject.class) {
            return new Shape.MapOf(Plain.ANYTHING);
        } else if (type == JsonArray.class) {
            return new Shape.ListOf(Plain.ANYTHING);
        }
        return type == JsonString.class ? Plain.TEXT : Plain.ANYTHING;
    }

    private Shape argument(List<Type> arguments, int index) {
        return index < arguments.size() ? of(arguments.get(index)) : Plain.ANYTHING;
    }

    private Shape object(Class<?> type, List<Type> arguments) {
        Type key = arguments.isEmpty() ? type : new Applied(type, arguments);
        String known = names.get(key);
        if (known != null) {
            return new Shape.Named(known);
        }
        String name = freeName(type.getSimpleName());
        names.put(key, name);
        objects.put(name, List.of()); // before its members, for it may be one of them
        Map<TypeVariable<?>, Type> variables = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            variables.put(type.getTypeParameters()[i], arguments.get(i));
        }
        objects.put(name, Properties.of(type).entrySet().stream()
                .map(property -> member(property.getKey(), of(property.getValue(), variables)))
                .toList());
        return new Shape.Named(name);
    }

    private static Member member(String name, Shape shape) {
        return shape instanceof Shape.Nullable nullable
                ? new Member(name, nullable.shape(), true)
                : new Member(name, shape, false);
    }

    private String freeName(String wanted) {
        String name = wanted;
        for (int i = 2; objects.containsKey(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    /** A generic class with arguments. */
    private record Applied(Class<?> raw, List<Type> arguments) implements Type {}
}
