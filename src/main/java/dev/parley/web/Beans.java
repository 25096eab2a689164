package dev.parley.web;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects of an application's classes that the container has found: made by CDI where there is CDI and the class is a
 * bean, else by their constructors. Safe for use by many threads.
 */
final class Beans implements AutoCloseable {
    private final Optional<CdiBeans> cdi = CdiBeans.ofApplication();
    private final List<Runnable> ends = new ArrayList<>(); // guarded by this

    /** @throws IllegalStateException naming the class of which no object can be made */
    synchronized <T> T make(Class<T> type) {
        Optional<CdiBeans.Bean<T>> bean = cdi.flatMap(container -> container.make(type));
        if (bean.isEmpty()) {
            return construct(type);
        }
        ends.add(bean.get()::destroy);
        return bean.get().object();
    }

    /** Gives what CDI has made back to CDI. */
    @Override
    public synchronized void close() {
        ends.forEach(Runnable::run);
        ends.clear();
    }

    private static <T> T construct(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            if (Modifier.isPrivate(constructor.getModifiers())) {
                throw new NoSuchMethodException("it is private");
            }
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    type.getName() + " must have a constructor without parameters that is not private, or be a CDI bean", e);
        }
    }
}
