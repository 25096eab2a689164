package dev.parley.socketio.annotation;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventDescription;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A method that is called for something. Immutable.
 *
 * @param access who may cause the call
 * @param check looks at what it is about to be given
 */
record Handler(Method method, Kind kind, Parameters parameters, Access access, PayloadCheck check) {

    /** The name of its event. */
    String event() {
        return method.getAnnotation(OnEvent.class).value();
    }

    /** What is known of its event. */
    EventDescription description() {
        boolean isUnknown = parameters.answers(); // by hand: nobody knows with what
        return new EventDescription(
                event(), Optional.of(parameters.payloads()), isUnknown ? Arguments.class : Answer.of(method));
    }

    boolean returnsNothing() {
        return method.getReturnType() == void.class;
    }

    boolean returnsLater() {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** @throws EventRefused {@code FORBIDDEN} if the client may not cause the call */
    void authorize(Socket socket) {
        if (!access.allows(socket.handshake())) {
            throw new EventRefused("FORBIDDEN", null, "a client must have a role that may send '" + event() + "'");
        }
    }

    /** Calls it; whatever it throws is thrown, checked exceptions as well. */
    Object call(Object instance, Call call) {
        Object[] values = parameters.values(call);
        check.check(instance, values);
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
