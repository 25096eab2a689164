package dev.parley.socketio.annotation;

import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.PayloadType;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import jakarta.json.JsonValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what the parameters of one method are given. Confined to one thread. */
final class ParameterReader {
    private static final String ALWAYS = "Socket, Namespace, SocketIoServer, Handshake, OpeningRequest, Principal,"
            + " Optional<Principal>, Clients<an interface> or a String with @PathParam";

    private static final Map<Class<?>, Source> KNOWN = Map.of(
            Socket.class, Call::socket,
            Namespace.class, call -> call.socket().namespace(),
            SocketIoServer.class, call -> call.socket().namespace().server(),
            Handshake.class, call -> call.socket().handshake(),
            OpeningRequest.class, call -> call.socket().handshake().request(),
            Principal.class, call -> call.socket().handshake().principal().orElse(null));

    private final Method method;
    private final Kind kind;
    private final NamespacePath path;
    private final List<Source> sources = new ArrayList<>();
    private final List<Type> payloads = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<ClientInterface<?>> clients = new ArrayList<>();
    private int number;
    private boolean answers;
    private Class<? extends Throwable> error;

    ParameterReader(Method method, Kind kind, NamespacePath path) {
        this.method = method;
        this.kind = kind;
        this.path = path;
    }

    /** @throws InvalidNamespaceException for the first that can be given nothing */
    Parameters read() {
        for (Parameter each : method.getParameters()) {
            number++;
            sources.add(source(each));
        }
        if (kind == Kind.ERROR && error == null) {
            throw new InvalidNamespaceException(method, "a method with @OnError must have the exception as a parameter, had none");
        }
        return new Parameters(sources, payloads, clients, answers, error);
    }

    /** Which of them are arguments of the event, from 0. */
    List<Integer> places() {
        return places;
    }

    private Source source(Parameter parameter) {
        refuseForeign(parameter);
        Class<?> type = parameter.getType();
        if (parameter.isAnnotationPresent(PathParam.class)) {
            return variable(parameter);
        } else if (KNOWN.containsKey(type)) {
            return KNOWN.get(type);
        } else if (isOptional(parameter.getParameterizedType(), Principal.class)) {
            return call -> call.socket().handshake().principal();
        }
        if (type == Clients.class) {
            return clients(parameter.getParameterizedType());
        }
        return switch (kind) {
            case HANDSHAKE, CONNECT -> throw unknown(ALWAYS);
            case DISCONNECT -> {
                if (type != DisconnectReason.class) {
                    throw unknown("DisconnectReason, " + ALWAYS);
                }
                yield Call::reason;
            }
            case ERROR -> error(type);
            case EVENT -> ofEvent(parameter);
        };
    }

    /** Other specifications have annotations of the same names, which would have no effect. */
    private void refuseForeign(Parameter parameter) {
        for (Annotation each : parameter.getAnnotations()) {
            Class<?> type = each.annotationType();
            if (type.getSimpleName().equals("PathParam") && type != PathParam.class) {
                throw mistake("must have " + PathParam.class.getName() + ", had " + type.getName());
            }
        }
    }

    private Source variable(Parameter parameter) {
        String name = parameter.getAnnotation(PathParam.class).value();
        if (parameter.getType() != String.class) {
            throw mistake("must be a String as it has @PathParam, was " + parameter.getType().getName());
        }
        if (!path.variables().contains(name)) {
            throw mistake("must name a variable of '" + path.text() + "', was @PathParam(\"" + name + "\")");
        }
        return call -> call.socket().namespace().variables().get(name);
    }

    private Source clients(Type type) {
        if (type instanceof ParameterizedType generic && generic.getActualTypeArguments()[0] instanceof Class<?> wanted) {
            ClientInterface<?> read = ClientInterface.of(wanted);
            clients.add(read);
            return call -> new Clients<>(read, call.socket().namespace());
        }
        throw mistake("must name the clients' interface, was " + type.getTypeName());
    }

    private Source error(Class<?> type) {
        if (!Throwable.class.isAssignableFrom(type)) {
            throw unknown("the exception, " + ALWAYS);
        }
        if (error != null) {
            throw mistake("must be the only exception, was a second");
        }
        error = type.asSubclass(Throwable.class);
        return Call::error;
    }

    private Source ofEvent(Parameter parameter) {
        Type type = parameter.getParameterizedType();
        if (type == Ack.class) {
            answers = true;
            return Call::ack;
        } else if (type == Arguments.class) {
            return Call::arguments;
        }
        checkPayload(type);
        int index = payloads.size();
        payloads.add(type);
        places.add(number - 1);
        if (parameter.getType() == Optional.class && type instanceof ParameterizedType optional) {
            return optional(index, optional.getActualTypeArguments()[0]);
        }
        return call -> call.arguments().as(index, type);
    }

    private void checkPayload(Type type) {
        try {
            PayloadType.check(type);
        } catch (IllegalArgumentException hidden) {
            throw new InvalidNamespaceException(method, hidden.getMessage());
        }
        if (!PayloadType.isReadable(type)) {
            throw unknown("something that JSON-B can read, Arguments, Ack, " + ALWAYS);
        }
    }

    private static Source optional(int index, Type type) {
        return call -> call.arguments().get(index) == JsonValue.NULL
                ? Optional.empty()
                : Optional.of(call.arguments().<Object>as(index, type));
    }

    private static boolean isOptional(Type type, Class<?> of) {
        return type instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] == of;
    }

    private InvalidNamespaceException unknown(String known) {
        Type type = method.getGenericParameterTypes()[number - 1];
        return mistake("must be " + known + ", was " + type.getTypeName());
    }

    private InvalidNamespaceException mistake(String rule) {
        return new InvalidNamespaceException(method, "parameter " + number + " " + rule);
    }
}
