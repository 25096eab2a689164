package dev.parley.testkit;

import dev.parley.socketio.Arguments;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * What the server answers to one event of a client's: its acknowledgement, there or to come. Safe for use by many threads.
 *
 * <p>It never waits. An application that answers by another thread is waited for with {@link #future}.
 *
 * @param <T> what the answer carries
 */
public final class Answer<T> {
    private final String event;
    private final Function<Arguments, T> reading;
    private final CompletableFuture<Arguments> arguments = new CompletableFuture<>();

    Answer(String event, Function<Arguments, T> reading) {
        this.event = event;
        this.reading = reading;
    }

    void complete(Arguments answer) {
        arguments.complete(answer);
    }

    void fail(String why) {
        arguments.completeExceptionally(new IllegalStateException("'" + event + "' " + why));
    }

    /** Whether the server has answered, be it with an error. */
    public boolean hasCome() {
        return arguments.isDone() && !arguments.isCompletedExceptionally();
    }

    /**
     * All that the answer carries, an error too.
     *
     * @throws IllegalStateException if it has not come
     */
    public Arguments arguments() {
        Arguments come;
        try {
            come = arguments.getNow(null);
        } catch (CompletionException gone) {
            throw new IllegalStateException(gone.getCause().getMessage(), gone);
        }
        if (come == null) {
            throw new IllegalStateException("'" + event + "' has not been acknowledged");
        }
        return come;
    }

    /**
     * What the server has answered.
     *
     * @throws IllegalStateException if it has not answered, or with an error
     */
    public T value() {
        return read(arguments());
    }

    /**
     * The error that the server has answered with: of an {@code EventRefused} an object with {@code code} and {@code
     * message}, of an {@code onError} whatever that has said.
     *
     * @throws IllegalStateException if it has not answered, or without an error
     */
    public JsonValue error() {
        Arguments come = arguments();
        JsonValue error = errorIn(come);
        if (error == null) {
            throw new IllegalStateException("'" + event + "' was not refused but answered with " + come);
        }
        return error;
    }

    /** As {@link #value}, for answers that come by another thread; it fails when the client leaves first. */
    public CompletableFuture<T> future() {
        return arguments.thenApply(this::read);
    }

    private T read(Arguments come) {
        JsonValue error = errorIn(come);
        if (error != null) {
            throw new IllegalStateException("'" + event + "' was refused with " + error);
        }
        return reading.apply(come);
    }

    /** Null if there is none. */
    private static JsonValue errorIn(Arguments answer) {
        boolean isError = answer.get(0) instanceof JsonObject object && object.size() == 1;
        return isError ? answer.get(0).asJsonObject().get("error") : null;
    }

    @Override
    public String toString() {
        return "Answer[" + event + (hasCome() ? arguments() : " has not come") + "]";
    }
}
