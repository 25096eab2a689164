package dev.parley.socketio.annotation;

import java.lang.reflect.Type;
import java.util.List;

/**
 * What the parameters of a method are given. Immutable.
 *
 * @param sources where their values come from, in order
 * @param payloads the arguments of the event, in order
 * @param clients the interfaces of clients that it sends to
 * @param answers whether one of them is an {@code Ack}
 * @param error the exception; null unless the method is for errors
 */
record Parameters(
        List<Source> sources,
        List<Type> payloads,
        List<ClientInterface<?>> clients,
        boolean answers,
        Class<? extends Throwable> error) {

    Parameters {
        sources = List.copyOf(sources);
        payloads = List.copyOf(payloads);
        clients = List.copyOf(clients);
    }

    Object[] values(Call call) {
        return sources.stream().map(source -> source.of(call)).toArray();
    }
}
