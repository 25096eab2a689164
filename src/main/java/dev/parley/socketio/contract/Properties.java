package dev.parley.socketio.contract;

import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The properties that JSON-B finds in a class (Jakarta JSON Binding 3.0, 3.7). */
final class Properties {
    private Properties() {}

    /** Of records in the order of their components, of classes in that of names. */
    static Map<String, Type> of(Class<?> type) {
        return type.isRecord() ? ofRecord(type) : ofBean(type);
    }

    private static Map<String, Type> ofRecord(Class<?> type) {
        Map<String, Type> properties = new LinkedHashMap<>();
        for (RecordComponent each : type.getRecordComponents()) {
            if (!isHidden(each.getAccessor())) {
                properties.put(name(each.getAccessor(), field(type, each.getName()), each.getName()), each.getGenericType());
            }
        }
        return properties;
    }

    private static Map<String, Type> ofBean(Class<?> type) {
        Map<String, Type> properties = new TreeMap<>();
        for (Field each : type.getFields()) {
            if (!Modifier.isStatic(each.getModifiers()) && !Modifier.isTransient(each.getModifiers()) && !isHidden(each)) {
                properties.put(name(each, null, each.getName()), each.getGenericType());
            }
        }
        for (Method each : type.getMethods()) {
            String property = property(each);
            Field field = property == null ? null : field(type, property);
            if (property != null && !isHidden(each) && !isHidden(field)) {
                properties.put(name(each, field, property), each.getGenericReturnType());
            }
        }
        return properties;
    }

    /** What a getter gets; null if it is none. */
    private static String property(Method method) {
        boolean isGetter = method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
        String name = method.getName();
        int prefix = name.startsWith("get") ? 3 : name.startsWith("is") && method.getReturnType() == boolean.class ? 2 : 0;
        if (!isGetter || prefix == 0 || name.length() == prefix) {
            return null;
        }
        return name.substring(prefix, prefix + 1).toLowerCase(Locale.ROOT) + name.substring(prefix + 1);
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException none) {
            return null;
        }
    }

    private static boolean isHidden(AnnotatedElement element) {
        return element != null && element.isAnnotationPresent(JsonbTransient.class);
    }

    private static String name(AnnotatedElement first, AnnotatedElement second, String otherwise) {
        for (AnnotatedElement each : new AnnotatedElement[] {first, second}) {
            JsonbProperty renamed = each == null ? null : each.getAnnotation(JsonbProperty.class);
            if (renamed != null && !renamed.value().isEmpty()) {
                return renamed.value();
            }
        }
        return otherwise;
    }
}
