package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What the test gives to the constructors of its classes. Safe for use by many threads. */
final class Provided {
    private final List<Object> values = new ArrayList<>(); // guarded by this

    synchronized void add(Object value) {
        values.add(requireNonNull(value, "value"));
    }

    /**
     * An object of a class, by the rules of CDI: its constructor with {@code @Inject}, or the one without parameters.
     *
     * @throws IllegalStateException naming the class of which no object can be made, and what it lacks
     */
    Object make(Class<?> type) {
        refuseInjectedMembers(type);
        Constructor<?> constructor = constructor(type);
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(wanted -> find(wanted, type))
                .toArray();
        try {
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be made", e);
        }
    }

    private static Constructor<?> constructor(Class<?> type) {
        List<Constructor<?>> wanted = Arrays.stream(type.getDeclaredConstructors())
                .filter(Provided::isInjected)
                .toList();
        if (wanted.isEmpty()) {
            wanted = Arrays.stream(type.getDeclaredConstructors())
                    .filter(each -> each.getParameterCount() == 0 && !Modifier.isPrivate(each.getModifiers()))
                    .toList();
        }
        if (wanted.size() != 1) {
            throw new IllegalStateException(
                    type.getName() + " must have a constructor without parameters that is not private, or one with @Inject");
        }
        return wanted.get(0);
    }

    /** Nobody would fill them: better said now than by a null later. */
    private static void refuseInjectedMembers(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Stream<AccessibleObject> members =
                    Stream.concat(Arrays.stream(each.getDeclaredFields()), Arrays.stream(each.getDeclaredMethods()));
            members.filter(Provided::isInjected).findFirst().ifPresent(member -> {
                throw new IllegalStateException(type.getName() + " must be installed as an object, for only CDI fills '"
                        + ((Member) member).getName() + "'; a test fills constructors");
            });
        }
    }

    /** By name, because the annotation itself need not be on the class path of a test. */
    private static boolean isInjected(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals("jakarta.inject.Inject"));
    }

    private synchronized Object find(Class<?> wanted, Class<?> by) {
        List<Object> fitting = values.stream().filter(wanted::isInstance).toList();
        if (fitting.size() != 1) {
            throw new IllegalStateException(by.getName() + " must be provided with one " + wanted.getName() + ", there "
                    + (fitting.isEmpty() ? "was none" : "were " + fitting.size()));
        }
        return fitting.get(0);
    }
}
