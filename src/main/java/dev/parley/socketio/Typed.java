package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Listeners with types as listeners without. Immutable. */
final class Typed {
    private Typed() {}

    static <T> Listener event(Event<T> event, BiConsumer<Socket, ? super T> listener) {
        requireNonNull(listener, "listener");
        return (socket, arguments, ack) -> {
            listener.accept(socket, arguments.<T>payload(event.payload()));
            ack.send();
        };
    }

    static <Q, A> Listener request(Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends A> listener) {
        requireNonNull(listener, "listener");
        return (socket, arguments, ack) ->
                ack.send(Arguments.ofPayload(listener.apply(socket, arguments.<Q>payload(request.payload()))));
    }

    static <Q, A> Listener asyncRequest(
            Request<Q, A> request, BiFunction<Socket, ? super Q, ? extends CompletionStage<? extends A>> listener) {
        requireNonNull(listener, "listener");
        return (socket, arguments, ack) -> {
            CompletionStage<? extends A> answer = listener.apply(socket, arguments.<Q>payload(request.payload()));
            answer.whenComplete((value, failure) -> socket.link().answer(request.name(), ack, value, failure));
        };
    }
}
