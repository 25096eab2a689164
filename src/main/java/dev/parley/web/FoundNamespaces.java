package dev.parley.web;

import dev.parley.socketio.annotation.AnnotatedNamespace;
import dev.parley.socketio.annotation.InvalidNamespaceException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The annotated namespaces that the container has found: all are read before anything is installed. Immutable. */
final class FoundNamespaces implements ParleyApplication {
    private final List<AnnotatedNamespace> namespaces;

    private FoundNamespaces(Collection<AnnotatedNamespace> namespaces) {
        this.namespaces = List.copyOf(namespaces);
    }

    /** @throws InvalidNamespaceException for the first mistake */
    static FoundNamespaces read(List<? extends Class<?>> types) {
        Map<String, AnnotatedNamespace> byPath = new LinkedHashMap<>();
        for (Class<?> type : types) {
            AnnotatedNamespace namespace = AnnotatedNamespace.of(type);
            AnnotatedNamespace other = byPath.putIfAbsent(namespace.path(), namespace);
            if (other != null) {
                throw new InvalidNamespaceException(
                        type,
                        "a namespace must have one class, '" + namespace.path() + "' had " + other.type().getName() + " as well");
            }
        }
        return new FoundNamespaces(byPath.values());
    }

    /** @throws IllegalStateException naming the class of which no object can be made */
    @Override
    public void install(Parley parley) {
        for (AnnotatedNamespace each : namespaces) {
            parley.declareRoles(each.roles().toArray(String[]::new));
            each.install(parley.io(), parley.beans().make(each.type()));
        }
    }
}
