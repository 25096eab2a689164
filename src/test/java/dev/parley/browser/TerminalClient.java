package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
    private static final Path PROGRAM = Path.of("docs", "examples", "terminal", "chat.mjs");
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final String ACKNOWLEDGED = " <- ";

    private final String name;
    private final Process process;
    private final PrintStream keyboard;
    private final List<String> shown = new ArrayList<>(); // guarded by itself, as the next one
    private final List<String> acknowledged = new ArrayList<>();

    private TerminalClient(String name, Process process) {
        this.name = name;
        this.process = process;
        this.keyboard = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "terminal-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it; without Node the test is skipped, but never in CI. */
    static TerminalClient open(URI address, String name) {
        try {
            return new TerminalClient(
                    name,
                    new ProcessBuilder("node", "--experimental-websocket", PROGRAM.toString(), address.toString(), name)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException absent) {
            String message = "install Node 20.10 or later to test with a native client";
            if ("true".equals(System.getenv("CI"))) {
                fail(message, absent);
            }
            return abort(message);
        }
    }

    /** Types lines. */
    void say(List<String> lines) {
        lines.forEach(keyboard::println);
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

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                synchronized (shown) {
                    if (line.contains(ACKNOWLEDGED)) {
                        acknowledged.add(line.replaceFirst(ACKNOWLEDGED, " " + name + ": "));
                    } else {
                        shown.add(line);
                    }
                    shown.notifyAll();
                }
            }
        } catch (IOException closed) {
            // it shows no more
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
