package dev.parley.socketio.annotation;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventDescription;
import dev.parley.socketio.SocketGroup;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A client's interface, read and found right. Immutable. */
final class ClientInterface<C> {
    /** Sends an event. */
    @FunctionalInterface
    interface Sender {
        void send(String event, Object... arguments);
    }

    /** Sends an event and waits for the answer. */
    @FunctionalInterface
    interface Asker {
        CompletionStage<Arguments> ask(String event, Object... arguments);
    }

    private final Class<C> type;
    private final Map<Method, ClientMethod> methods = new HashMap<>();

    private ClientInterface(Class<C> type) {
        this.type = type;
        Map<String, Method> byEvent = new HashMap<>();
        for (Method method : abstractMethods(type)) {
            ClientMethod read = ClientMethod.of(method);
            Method other = byEvent.putIfAbsent(read.event(), method);
            if (other != null) {
                throw new InvalidNamespaceException(
                        method, "'" + read.event() + "' must have one method, had " + other + " as well");
            }
            methods.put(method, read);
        }
    }

    /** @throws InvalidNamespaceException for the first mistake */
    static <C> ClientInterface<C> of(Class<C> type) {
        if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
            throw new InvalidNamespaceException(type, "clients must have an interface that is not sealed");
        }
        return new ClientInterface<>(type);
    }

    Class<C> type() {
        return type;
    }

    /** In the order of names, for the JVM gives none. */
    List<ClientMethod> methods() {
        return methods.values().stream().sorted(Comparator.comparing(ClientMethod::event)).toList();
    }

    /** Tells a namespace what it sends. */
    void describe(SocketGroup group) {
        for (ClientMethod each : methods()) {
            group.describeSent(new EventDescription(
                    each.event(), Optional.of(each.arguments()), each.answer() == null ? Void.class : each.answer()));
        }
    }

    private static List<Method> abstractMethods(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toString))
                .toList();
    }

    /** @param asker null where there are many to ask */
    C object(Sender sender, Asker asker) {
        InvocationHandler handler = (proxy, method, values) -> {
            Object[] arguments = values == null ? new Object[0] : values;
            ClientMethod known = methods.get(method);
            if (known != null) {
                return known.call(arguments, sender, asker);
            }
            return method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, arguments)
                    : ofObject(proxy, method, arguments);
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private Object ofObject(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "clients as " + type.getName();
        };
    }
}
