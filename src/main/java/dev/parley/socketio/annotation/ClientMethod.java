package dev.parley.socketio.annotation;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.Event;
import dev.parley.socketio.PayloadType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A method of a client's interface. Immutable.
 *
 * @param answer what the client answers; null if it is not asked
 */
record ClientMethod(String event, List<Type> arguments, Type answer) {

    /** @throws InvalidNamespaceException for the first mistake */
    static ClientMethod of(Method method) {
        Type[] types = method.getGenericParameterTypes();
        for (int i = 0; i < types.length; i++) {
            if (!PayloadType.isReadable(types[i])) {
                throw new InvalidNamespaceException(
                        method,
                        "parameter " + (i + 1) + " must be something that JSON-B can write, was " + types[i].getTypeName());
            }
        }
        return new ClientMethod(event(method), List.of(types), answer(method));
    }

    private static String event(Method method) {
        EventName name = method.getAnnotation(EventName.class);
        try {
            return Event.of(name == null ? method.getName() : name.value(), Arguments.class).name();
        } catch (IllegalArgumentException reserved) {
            throw new InvalidNamespaceException(method, reserved.getMessage());
        }
    }

    private static Type answer(Method method) {
        Type type = method.getGenericReturnType();
        if (type == void.class) {
            return null;
        }
        boolean isStage = method.getReturnType() == CompletionStage.class || method.getReturnType() == CompletableFuture.class;
        if (isStage && type instanceof ParameterizedType stage) {
            Type answer = checked(method, stage.getActualTypeArguments()[0]);
            if (answer == Void.class || answer == Arguments.class || PayloadType.isReadable(answer)) {
                return answer;
            }
        }
        throw new InvalidNamespaceException(
                method, "a method must return nothing or a CompletionStage of what JSON-B can read, returned " + type.getTypeName());
    }

    private static Type checked(Method method, Type answer) {
        try {
            return PayloadType.check(answer);
        } catch (IllegalArgumentException hidden) {
            throw new InvalidNamespaceException(method, hidden.getMessage());
        }
    }

    Object call(Object[] values, ClientInterface.Sender sender, ClientInterface.Asker asker) {
        if (answer == null) {
            sender.send(event, values);
            return null;
        } else if (asker == null) {
            throw new UnsupportedOperationException(
                    "'" + event + "' is answered, so it must be sent to one socket: many have many answers");
        }
        return asker.ask(event, values).thenApply(this::read);
    }

    private Object read(Arguments answered) {
        if (answer == Void.class) {
            return null;
        }
        return answer == Arguments.class ? answered : answered.as(0, answer);
    }
}
