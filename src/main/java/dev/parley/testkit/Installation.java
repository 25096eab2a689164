package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.annotation.AnnotatedNamespace;
import dev.parley.socketio.annotation.AnnotatedNamespaces;
import dev.parley.socketio.annotation.SocketNamespace;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Installs what a container would find: all is read and made before anything is installed. Confined to one thread. */
final class Installation {
    private final Parley parley;
    private final Provided provided;
    private final List<Class<?>> installed = new ArrayList<>(); // those with @SocketNamespace

    Installation(Parley parley, Provided provided) {
        this.parley = parley;
        this.provided = provided;
    }

    /** @param parts classes, or objects of such classes */
    void install(Object... parts) {
        AnnotatedNamespaces namespaces = new AnnotatedNamespaces();
        installed.forEach(namespaces::read);
        List<AnnotatedNamespace> read = new ArrayList<>();
        List<ParleyApplication> applications = new ArrayList<>();
        for (Object part : parts) {
            Class<?> type = requireNonNull(part, "part") instanceof Class<?> given ? given : part.getClass();
            Optional<AnnotatedNamespace> namespace = annotated(part, type).map(namespaces::read);
            if (namespace.isEmpty() && !ParleyApplication.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(
                        "what is installed must have @SocketNamespace or be a ParleyApplication, was " + type.getName());
            }
            namespace.ifPresent(read::add);
            Object object = part == type ? provided.make(type) : part;
            namespace.ifPresent(each -> applications.add(with -> each.install(with.io(), object)));
            if (object instanceof ParleyApplication application) {
                applications.add(application);
            }
        }
        applications.sort(Comparator.comparingInt(ParleyApplication::order)); // a stable sort: else in the test's order
        applications.forEach(each -> each.install(parley));
        read.forEach(each -> installed.add(each.type()));
    }

    /** The class that has the annotation; objects may be of a class beneath it, such as a proxy. */
    private static Optional<Class<?>> annotated(Object part, Class<?> type) {
        Class<?> each = type;
        while (part != type && each != null && !each.isAnnotationPresent(SocketNamespace.class)) {
            each = each.getSuperclass();
        }
        return Optional.<Class<?>>ofNullable(each).filter(found -> found.isAnnotationPresent(SocketNamespace.class));
    }
}
