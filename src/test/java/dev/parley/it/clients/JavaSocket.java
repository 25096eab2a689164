package dev.parley.it.clients;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A client's membership of a namespace. Keeps the events it hears until they are awaited, and answers those that want an
 * answer with their arguments in reverse. Safe for use by many threads.
 */
public abstract class JavaSocket {
    private static final int DEADLINE_SECONDS = 20;

    private final String description;
    private final Map<String, Queue<List<Object>>> heard = new HashMap<>(); // guarded by itself

    protected JavaSocket(String description) {
        this.description = description;
    }

    /** Its id; null while it is not connected. */
    public abstract String id();

    /** Enters the namespace again after having left. */
    public abstract void enterAgain();

    public abstract void leave();

    protected abstract void send(String event, List<Object> arguments);

    protected abstract void send(String event, List<Object> arguments, Consumer<List<Object>> acknowledged);

    public final void emit(String event, Object... arguments) {
        send(event, Arrays.asList(arguments));
    }

    /** Emits an event and waits for its acknowledgement. */
    public final List<Object> ask(String event, Object... arguments) throws InterruptedException {
        CompletableFuture<List<Object>> answer = new CompletableFuture<>();
        send(event, Arrays.asList(arguments), answer::complete);
        try {
            return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(this + ": no answer to " + event + " came", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The arguments of the next event with a name. */
    public final List<Object> await(String event) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        synchronized (heard) {
            while (!hasHeard(event)) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError(this + ": no " + event + " came, but " + heard);
                }
                heard.wait(left);
            }
            return heard.get(event).remove();
        }
    }

    /** Whether there is an event with a name that has not been awaited. */
    public final boolean hasHeard(String event) {
        synchronized (heard) {
            return !heard.getOrDefault(event, new ArrayDeque<>()).isEmpty();
        }
    }

    protected final void hear(String event, List<Object> arguments) {
        synchronized (heard) {
            heard.computeIfAbsent(event, name -> new ArrayDeque<>()).add(arguments);
            heard.notifyAll();
        }
    }

    @Override
    public final String toString() {
        return description;
    }
}
