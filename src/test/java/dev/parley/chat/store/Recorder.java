package dev.parley.chat.store;

import dev.parley.storage.Storage;
import dev.parley.storage.StorageOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that records messages as fast as it can, and says so of each, until it is killed. */
final class Recorder {
    private static final int MANY = 1_000_000;
    private static final long SPOOL = 64_000_000;

    private Recorder() {}

    /** @param arguments the data folder, and the number of the first message */
    public static void main(String... arguments) {
        PrintStream out = new PrintStream(System.out, true);
        StorageOptions options = new StorageOptions(Path.of(arguments[0]), "", "", "");
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            out.println("ready");
            long first = Long.parseLong(arguments[1]);
            for (long id = first; id < first + MANY; id++) {
                archive.record(List.of(Messages.said(id)));
                out.println(id);
            }
        } catch (IllegalStateException e) {
            out.println(e.getMessage());
        }
    }
}
