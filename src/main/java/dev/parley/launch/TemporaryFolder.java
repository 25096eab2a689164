package dev.parley.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that goes with all that is in it. */
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder make() throws StartException {
        try {
            return new TemporaryFolder(Files.createTempDirectory("parley-"));
        } catch (IOException e) {
            throw new StartException("cannot make a temporary directory: " + e.getMessage());
        }
    }

    /** Twice is once. */
    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("parley: temporary files stay behind: " + e.getMessage());
        }
    }
}
