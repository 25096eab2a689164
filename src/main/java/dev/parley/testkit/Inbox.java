package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.protocol.Packet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What one client has received, and what it answers. Safe for use by many threads; listeners run outside the lock. */
final class Inbox {
    // all guarded by this
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Deque<Long>> questions = new HashMap<>(); // acknowledgements' numbers, by event
    private final Map<String, Function<Arguments, ?>> listeners = new HashMap<>();
    private IllegalStateException failure; // null unless something of the test's has failed

    /** Keeps an event. The answer, if one is wanted and there is a listener that gives it. */
    Optional<Arguments> receive(Packet.Event event) {
        Arguments arguments = Arguments.of(event.arguments());
        boolean isQuestion = event.ackId().isPresent();
        Function<Arguments, ?> listener;
        synchronized (this) {
            received.add(new Received(event.event(), arguments));
            listener = listeners.get(event.event());
            if (listener == null && isQuestion) {
                questions.computeIfAbsent(event.event(), name -> new ArrayDeque<>())
                        .add(event.ackId().getAsLong());
            }
        }
        if (listener == null) {
            return Optional.empty();
        }
        try {
            Arguments answer = Arguments.ofPayload(listener.apply(arguments));
            return isQuestion ? Optional.of(answer) : Optional.empty();
        } catch (RuntimeException | Error e) { // on the server's way: the test must hear of it, not the server
            fail("the client's listener to '" + event.event() + "' failed", e);
            return Optional.empty();
        }
    }

    synchronized void on(String event, Function<Arguments, ?> listener) {
        listeners.put(requireNonNull(event, "event"), requireNonNull(listener, "listener"));
    }

    /** The number of the oldest question that is open; now it is not. */
    synchronized long nextQuestion(String event) {
        Deque<Long> open = questions.getOrDefault(event, new ArrayDeque<>(0));
        if (open.isEmpty()) {
            throw new IllegalStateException("the server does not wait for an answer to '" + event + "'");
        }
        return open.remove();
    }

    synchronized List<Received> all() {
        check();
        return List.copyOf(received);
    }

    synchronized void forget() {
        received.clear();
    }

    synchronized void fail(String what, Throwable why) {
        failure = failure == null ? new IllegalStateException(what, why) : failure;
    }

    /** Fails if something of the test's has failed where the test could not see it. */
    synchronized void check() {
        if (failure != null) {
            throw failure;
        }
    }
}
