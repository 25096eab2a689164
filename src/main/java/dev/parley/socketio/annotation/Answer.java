package dev.parley.socketio.annotation;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.PayloadType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;

/** What a method answers, as far as its declaration tells. */
final class Answer {
    private Answer() {}

    /** {@code Void} for nothing, {@code Arguments} if it can be anything. */
    static Type of(Method method) {
        Type type = method.getGenericReturnType();
        if (type == void.class) {
            return Void.class;
        } else if (!CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            return type;
        }
        Type later = type instanceof ParameterizedType stage ? stage.getActualTypeArguments()[0] : Arguments.class;
        return later == Void.class || PayloadType.isReadable(later) ? later : Arguments.class;
    }
}
