package dev.parley.socketio.annotation;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A method that is called for something. Immutable.
 *
 * @param payloads the arguments of its event, in order
 * @param answers whether it answers by an {@code Ack}
 * @param access who may cause the call
 * @param error the exception that it is for; null unless it is for errors
 */
record Handler(
        Method method,
        Kind kind,
        List<Source> sources,
        List<Type> payloads,
        boolean answers,
        Access access,
        Class<? extends Throwable> error) {

    Handler {
        sources = List.copyOf(sources);
        payloads = List.copyOf(payloads);
    }

    /** The name of its event. */
    String event() {
        return method.getAnnotation(OnEvent.class).value();
    }

    boolean returnsNothing() {
        return method.getReturnType() == void.class;
    }

    boolean returnsLater() {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** @throws EventRefused {@code FORBIDDEN} if the client may not cause the call */
    void check(Socket socket) {
        if (!access.allows(socket.handshake())) {
            throw new EventRefused("FORBIDDEN", null, "a client must have a role that may send '" + event() + "'");
        }
    }

    /** Calls it; whatever it throws is thrown, checked exceptions as well. */
    Object call(Object instance, Call call) {
        Object[] values = new Object[sources.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = sources.get(i).of(call);
        }
        try {
            return method.invoke(instance, values);
        } catch (InvocationTargetException e) {
            throw Handler.<RuntimeException>unchecked(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " must be accessible", e); // it was when it was read
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the compiler believes that E is unchecked
    private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
