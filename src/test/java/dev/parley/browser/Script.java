package dev.parley.browser;


import dev.parley.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A script that runs in Node until it is closed: it is given lines, and hands on the lines that it prints. */
final class Script implements AutoCloseable {
    private final Process process;
    private final PrintStream keyboard;

    private Script(Process process, Consumer<String> printed) {
        this.process = process;
        this.keyboard = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(() -> read(printed), "script-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts it in a folder; {@code printed} is told on a thread of its own. Without Node the test is skipped, but never in CI. */
    static Script start(Path folder, Consumer<String> printed, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node", "--experimental-websocket")); // for Node 20
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder node =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new Script(Programs.start(node, "install Node 20.10 or later, with npm, to test with its clients"), printed);
    }

    private void read(Consumer<String> printed) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                printed.accept(line);
            }
        } catch (IOException closed) {
            // it prints no more
        }
    }

    void type(String line) {
        keyboard.println(line);
    }

    /** Ends what it is given. */
    void endInput() {
        keyboard.close();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
