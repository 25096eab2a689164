package dev.parley.socketio.annotation;

import java.lang.reflect.Method;

/** A class that cannot be a namespace, or an interface that cannot be a client's. Its message names class, method and rule. */
public class InvalidNamespaceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param rule what must be, and what was instead */
    public InvalidNamespaceException(Class<?> type, String rule) {
        super(type.getName() + ": " + rule);
    }

    /** @param rule what must be, and what was instead */
    public InvalidNamespaceException(Method method, String rule) {
        super(method.getDeclaringClass().getName() + "." + method.getName() + ": " + rule);
    }
}
