package dev.parley.socketio.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** What a method may be there for. */
enum Kind {
    HANDSHAKE(OnHandshake.class),
    CONNECT(OnConnect.class),
    EVENT(OnEvent.class),
    DISCONNECT(OnDisconnect.class),
    ERROR(OnError.class);

    private final Class<? extends Annotation> annotation;

    Kind(Class<? extends Annotation> annotation) {
        this.annotation = annotation;
    }

    /** What a method is there for; more than one is a mistake. */
    static List<Kind> of(Method method) {
        return Arrays.stream(values())
                .filter(kind -> method.isAnnotationPresent(kind.annotation))
                .toList();
    }

    /** As it is written. */
    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }
}
