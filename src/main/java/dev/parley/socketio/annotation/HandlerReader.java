package dev.parley.socketio.annotation;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.Event;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the methods of one class and what is wrong with them. Confined to one thread. */
final class HandlerReader {
    private final Class<?> type;
    private final NamespacePath path;
    private final Map<String, Handler> byRole = new HashMap<>();
    private final List<Handler> handlers = new ArrayList<>();

    HandlerReader(Class<?> type, NamespacePath path) {
        this.type = type;
        this.path = path;
    }

    /** @throws InvalidNamespaceException for the first mistake */
    List<Handler> read() {
        for (Method method : methods()) {
            List<Kind> kinds = Kind.of(method);
            if (kinds.size() > 1) {
                throw new InvalidNamespaceException(method, "a method must be there for one thing, was for " + kinds);
            } else if (!kinds.isEmpty()) {
                add(handler(method, kinds.get(0)));
            }
        }
        return handlers;
    }

    /** Inherited ones, too; of one that is overridden the last. In the order of names, for the JVM gives none. */
    private List<Method> methods() {
        Map<String, Method> all = new LinkedHashMap<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (!method.isSynthetic()) {
                    all.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
                }
            }
        }
        return all.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    private Handler handler(Method method, Kind kind) {
        if (Modifier.isPrivate(method.getModifiers()) || Modifier.isStatic(method.getModifiers())) {
            throw new InvalidNamespaceException(method, "a method with " + kind + " must not be private or static");
        }
        ParameterReader reader = new ParameterReader(method, kind, path);
        Parameters parameters = reader.read();
        Access access = access(method, kind);
        Handler handler =
                new Handler(method, kind, parameters, access, PayloadCheck.of(method, kind, reader.places()));
        checkResult(handler);
        method.setAccessible(true);
        return handler;
    }

    private static Access access(Method method, Kind kind) {
        List<? extends Annotation> annotations = Access.annotations(method);
        if (annotations.size() > 1) {
            throw new InvalidNamespaceException(method, "there must be one rule of access, were " + annotations);
        } else if (!annotations.isEmpty() && kind != Kind.EVENT) {
            throw new InvalidNamespaceException(
                    method, "a rule of access must be on the class or on a method with @OnEvent, was on one with " + kind);
        }
        return Access.of(annotations);
    }

    private static void checkResult(Handler handler) {
        boolean fits = switch (handler.kind()) {
            case HANDSHAKE -> handler.returnsNothing() || handler.returnsLater();
            case CONNECT, DISCONNECT -> handler.returnsNothing();
            case EVENT -> handler.returnsNothing() || !handler.parameters().answers();
            case ERROR -> !handler.returnsLater();
        };
        if (!fits) {
            String rule = switch (handler.kind()) {
                case HANDSHAKE -> "must return nothing or a CompletionStage";
                case CONNECT, DISCONNECT -> "must return nothing";
                case EVENT -> "must return nothing if it answers by an Ack, for there is one acknowledgement";
                case ERROR -> "must return its answer at once";
            };
            throw new InvalidNamespaceException(
                    handler.method(),
                    "a method with " + handler.kind() + " " + rule + ", returned "
                            + handler.method().getGenericReturnType().getTypeName());
        }
    }

    private void add(Handler handler) {
        String role = switch (handler.kind()) {
            case HANDSHAKE, CONNECT, DISCONNECT -> handler.kind().toString();
            case EVENT -> "'" + checked(handler) + "'";
            case ERROR -> handler.parameters().error().getName();
        };
        Handler other = byRole.putIfAbsent(role, handler);
        if (other != null) {
            throw new InvalidNamespaceException(
                    handler.method(), role + " must have one method, had " + other.method().getName() + " as well");
        }
        handlers.add(handler);
    }

    private static String checked(Handler handler) {
        try {
            return Event.of(handler.event(), Arguments.class).name();
        } catch (IllegalArgumentException reserved) {
            throw new InvalidNamespaceException(handler.method(), reserved.getMessage());
        }
    }
}
