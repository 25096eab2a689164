package dev.parley.web;

import dev.parley.socketio.annotation.SocketNamespace;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Is told by the container which classes of the web application are meant for Parley, before any listener is asked; they
 * are installed when Parley starts.
 */
@HandlesTypes({ParleyApplication.class, SocketNamespace.class})
public class Discovery implements ServletContainerInitializer {

    /** @param found null when there are none */
    @Override
    public void onStartup(Set<Class<?>> found, ServletContext context) {
        context.setAttribute(Discovery.class.getName(), found == null ? Set.of() : Set.copyOf(found));
    }

    /**
     * Installs the applications, and among them the annotated namespaces.
     *
     * @throws IllegalStateException naming the class of which no object can be made
     * @throws dev.parley.socketio.annotation.InvalidNamespaceException for the first mistake in an annotated class
     */
    static void install(ServletContext context, ContainerParley parley) {
        FoundNamespaces namespaces = FoundNamespaces.read(parley.beans(), found(context)
                .filter(type -> type.isAnnotationPresent(SocketNamespace.class))
                .sorted(Comparator.comparing(Class::getName))
                .toList());
        Stream<ParleyApplication> applications = found(context)
                .filter(type -> ParleyApplication.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .map(type -> (ParleyApplication) parley.beans().make(type));
        Stream.concat(applications, Stream.of(namespaces))
                .sorted(Comparator.comparing(ParleyApplication::order).thenComparing(each -> each.getClass().getName()))
                .forEach(application -> application.install(parley));
    }

    private static Stream<Class<?>> found(ServletContext context) {
        if (!(context.getAttribute(Discovery.class.getName()) instanceof Set<?> found)) {
            return Stream.of(); // a container that asks no initializers
        }
        return found.stream().filter(each -> each != FoundNamespaces.class).map(each -> (Class<?>) each);
    }
}
