package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.storage.Database;
import dev.parley.storage.Storage;
import dev.parley.storage.StorageOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, with H2 in a file. */
@Timeout(240)
class KilledProcessTest {
    private static final long SPOOL = 64_000_000;

    private static final int ROUNDS = 3;

    @TempDir
    Path folder;

    private Process start(long first) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Recorder.class.getName(),
                        folder.toString(),
                        Long.toString(first))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void everything_acknowledged_is_there_after_kill_9_and_once() throws IOException, InterruptedException {
        Random random = new Random();
        long last = 0;
        for (int round = 0; round < ROUNDS; round++) {
            last = recordAndKill(last + 1, 50 + random.nextInt(3_000));
        }
        long acknowledged = last;
        StorageOptions options = new StorageOptions(folder, "", "", "");
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            assertThere(acknowledged, Eventually.get(archive.after(LOBBY, 0, Integer.MAX_VALUE / 2)));
        }
        try (ChatStore store = new JdbcStore(Database.inFolder(folder))) {
            assertThere(acknowledged, store.after(LOBBY, 0, Integer.MAX_VALUE / 2));
        }
    }

    // A line is lost when its process is killed before it has written it: the message may be there, or not. The next
    // process begins behind it, so at most that one is there too often.
    private static void assertThere(long acknowledged, List<StoredMessage> found) {
        List<Long> ids = Messages.ids(found);
        assertEquals(ids.size(), Set.copyOf(ids).size(), "none twice");
        assertEquals(List.of(), Messages.missing(acknowledged, found));
        assertTrue(ids.size() <= acknowledged + 1, "none that nobody has recorded");
    }

    /** Returns the last number that was acknowledged. */
    private long recordAndKill(long first, int count) throws IOException, InterruptedException {
        Process process = start(first);
        long last = first - 1;
        try (BufferedReader lines = process.inputReader()) {
            assertEquals("ready", lines.readLine());
            for (int i = 0; i < count; i++) {
                last = Long.parseLong(lines.readLine());
            }
            process.toHandle().destroyForcibly(); // that of Process would close what we read from
            // what it has said before it died counts as well
            for (String line = lines.readLine(); line != null && isNext(line, last); line = lines.readLine()) {
                last++;
            }
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
        return last;
    }

    private static boolean isNext(String line, long last) {
        return line.equals(Long.toString(last + 1)); // the last line may be cut in the middle
    }

    @Test
    void a_second_process_on_the_same_folder_is_told_which_option_to_change() throws IOException, InterruptedException {
        StorageOptions options = new StorageOptions(folder, "", "", "");
        String refusal = "parley.data.folder must be a folder that no other Parley uses, was " + folder.toAbsolutePath();
        try (Storage storage = Storage.open(options, null);
                Archive archive = Archives.open(storage, SPOOL)) {
            Process second = start(1);
            try (BufferedReader lines = second.inputReader()) {
                assertEquals(refusal, lines.readLine());
            }
            second.waitFor(30, TimeUnit.SECONDS);
            var inThisProcess = assertThrows(IllegalStateException.class, () -> Storage.open(options, null));
            assertEquals(refusal, inThisProcess.getMessage());
            assertEquals(List.of(), Eventually.get(archive.rooms()));
        }
    }
}
