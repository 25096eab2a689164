package dev.parley.browser;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Somebody at the client of {@code docs/examples/terminal}, a process of its own, which comes back by itself when the server
 * does. Safe for use by many threads.
 */
final class TerminalClient implements AutoCloseable {
    private static final Path FOLDER = Path.of("docs", "examples", "terminal");
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String ACKNOWLEDGED = " <- ";

    private final String name;
    private final Script script;
    private final List<String> shown = new ArrayList<>(); // guarded by itself, as the next one
    private final List<String> acknowledged = new ArrayList<>();

    TerminalClient(URI address, String name) {
        this.name = name;
        this.script = Script.start(FOLDER, this::printed, "chat.mjs", address.toString(), name);
    }

    /** Types lines. */
    void say(List<String> lines) {
        lines.forEach(script::type);
    }

    /** What it has shown, in that order: {@code 17 Anna: hello}. */
    List<String> shown() {
        synchronized (shown) {
            return List.copyOf(shown);
        }
    }

    /** Which of its own messages the server has acknowledged, in that order, as they must be shown. */
    List<String> acknowledged() {
        synchronized (shown) {
            return List.copyOf(acknowledged);
        }
    }

    void awaitShown(int count) throws InterruptedException {
        await(() -> shown.size() >= count);
    }

    void awaitAcknowledged(int count) throws InterruptedException {
        await(() -> acknowledged.size() >= count);
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        synchronized (shown) {
            while (!condition.getAsBoolean()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError(name + " has shown " + shown.size() + " messages, and of its own "
                            + acknowledged.size() + " are acknowledged");
                }
                shown.wait(left);
            }
        }
    }

    private void printed(String line) {
        synchronized (shown) {
            if (line.contains(ACKNOWLEDGED)) {
                acknowledged.add(line.replaceFirst(ACKNOWLEDGED, " " + name + ": "));
            } else {
                shown.add(line);
            }
            shown.notifyAll();
        }
    }

    @Override
    public void close() {
        script.close();
    }
}
