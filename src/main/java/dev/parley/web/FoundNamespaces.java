package dev.parley.web;

import dev.parley.socketio.annotation.AnnotatedNamespace;
import dev.parley.socketio.annotation.AnnotatedNamespaces;
import dev.parley.socketio.annotation.InvalidNamespaceException;
import java.util.List;

/** The annotated namespaces that the container has found: all are read before anything is installed. Immutable. */
final class FoundNamespaces implements ParleyApplication {
    private final Beans beans;
    private final List<AnnotatedNamespace> namespaces;

    private FoundNamespaces(Beans beans, List<AnnotatedNamespace> namespaces) {
        this.beans = beans;
        this.namespaces = namespaces;
    }

    /** @throws InvalidNamespaceException for the first mistake */
    static FoundNamespaces read(Beans beans, List<? extends Class<?>> types) {
        AnnotatedNamespaces all = new AnnotatedNamespaces();
        return new FoundNamespaces(beans, types.stream().map(all::read).toList());
    }

    /** @throws IllegalStateException naming the class of which no object can be made */
    @Override
    public void install(Parley parley) {
        for (AnnotatedNamespace each : namespaces) {
            parley.declareRoles(each.roles().toArray(String[]::new));
            each.install(parley.io(), beans.make(each.type()));
        }
    }
}
