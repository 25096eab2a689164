package dev.parley.web;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Is told by the container which classes of the web application are meant for Parley, before any listener is asked; they
 * are installed when Parley starts.
 */
@HandlesTypes(ParleyApplication.class)
public class Discovery implements ServletContainerInitializer {

    /** @param found null when there are none */
    @Override
    public void onStartup(Set<Class<?>> found, ServletContext context) {
        context.setAttribute(Discovery.class.getName(), found == null ? Set.of() : Set.copyOf(found));
    }

    /** @throws IllegalStateException naming the class of which no object can be made */
    static void install(ServletContext context, Parley parley) {
        applications(context).forEach(application -> application.install(parley));
    }

    private static List<ParleyApplication> applications(ServletContext context) {
        if (!(context.getAttribute(Discovery.class.getName()) instanceof Set<?> found)) {
            return List.of(); // a container that asks no initializers
        }
        return found.stream()
                .map(each -> (Class<?>) each)
                .filter(type -> ParleyApplication.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .map(Discovery::make)
                .sorted(Comparator.comparing(ParleyApplication::order).thenComparing(each -> each.getClass().getName()))
                .toList();
    }

    private static ParleyApplication make(Class<?> type) {
        try {
            return (ParleyApplication) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " must be public and have a public constructor without parameters", e);
        }
    }
}
