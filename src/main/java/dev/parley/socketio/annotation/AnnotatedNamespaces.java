package dev.parley.socketio.annotation;

import java.util.HashMap;
import java.util.Map;

/** The annotated classes of one application, of which no two may have the same name. Confined to one thread. */
public final class AnnotatedNamespaces {
    private final Map<String, AnnotatedNamespace> byPath = new HashMap<>();

    /**
     * Reads one more.
     *
     * @throws InvalidNamespaceException for the first mistake, also if another class has its name
     */
    public AnnotatedNamespace read(Class<?> type) {
        AnnotatedNamespace namespace = AnnotatedNamespace.of(type);
        AnnotatedNamespace other = byPath.putIfAbsent(namespace.path(), namespace);
        if (other != null) {
            throw new InvalidNamespaceException(
                    type,
                    "a namespace must have one class, '" + namespace.path() + "' had " + other.type().getName() + " as well");
        }
        return namespace;
    }
}
