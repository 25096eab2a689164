package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static dev.parley.chat.store.Messages.edited;
import static dev.parley.chat.store.Messages.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpoolTest {
    private static final int MAX_BYTES = 100_000;

    @TempDir
    Path folder;

    private Spool spool;

    @AfterEach
    void closeSpool() {
        if (spool != null) {
            spool.close();
        }
    }

    private Spool open() throws IOException {
        closeSpool();
        spool = new Spool(folder, MAX_BYTES);
        return spool;
    }

    private List<Change> left() throws IOException {
        List<Change> left = new ArrayList<>();
        open().replay(entry -> left.addAll(entry.changes()));
        return left;
    }

    private Path onlySegment() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
        }
    }

    @Test
    void all_kinds_of_changes_come_back_in_their_order() throws IOException {
        List<Change> changes = List.of(
                new StoredRoom(LOBBY, "Тема", "Ann", 5, 0),
                edited(said(LOBBY, 1, "ann", "世界 👋".repeat(30_000)), 2, "👋"),
                new LastRead("ann", LOBBY, 7),
                new StoredAct("a", "/", 1, StoredAct.Kind.BAN, "mod", "Mod", "troll", "Troll", null, 9, "lobby#1", "why"),
                new FileUse("f1", true),
                new FileUse("f1", false),
                new StoredMessage(LOBBY, 3, 3, "a", "A", "", 1, 2, true, 1, List.of(), null, null));
        open().append(changes);
        spool.append(List.of(said(4)));
        List<Change> expected = new ArrayList<>(changes);
        expected.add(said(4));
        assertEquals(expected, left());
        assertEquals(expected, left());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 9, 40})
    void a_torn_tail_is_dropped_and_what_is_before_it_is_not(int cut) throws IOException {
        open().append(List.of(said(1)));
        spool.append(List.of(said(2)));
        spool.close();
        byte[] bytes = Files.readAllBytes(onlySegment());
        Files.write(onlySegment(), java.util.Arrays.copyOf(bytes, bytes.length - cut));
        assertEquals(List.of(said(1)), left());
    }

    @Test
    void a_record_with_a_wrong_bit_is_dropped_and_kept_for_people() throws IOException {
        open().append(List.of(said(1)));
        long good = Files.size(onlySegment());
        spool.append(List.of(said(2)));
        spool.close();
        byte[] bytes = Files.readAllBytes(onlySegment());
        bytes[(int) good + 20] ^= 1;
        Files.write(onlySegment(), bytes);
        assertEquals(List.of(said(1)), left());
        assertTrue(Files.exists(folder.resolve(onlySegment().getFileName() + ".torn")));
    }

    @Test
    void zeros_after_a_power_failure_are_no_records() throws IOException {
        open().append(List.of(said(1)));
        spool.close();
        Files.write(onlySegment(), new byte[5_000], StandardOpenOption.APPEND);
        assertEquals(List.of(said(1)), left());
    }

    @Test
    void what_is_appended_after_a_torn_tail_is_found() throws IOException {
        open().append(List.of(said(1)));
        spool.close();
        Files.write(onlySegment(), new byte[] {0, 0, 1}, StandardOpenOption.APPEND);
        left();
        spool.append(List.of(said(2)));
        assertEquals(List.of(said(1), said(2)), left());
    }

    @Test
    void a_full_spool_refuses_and_has_place_again_when_something_was_forgotten() throws IOException {
        open();
        List<Change> page = said(LOBBY, 1, 10);
        List<Journal.Entry> entries = new ArrayList<>();
        StorageException refused = assertThrows(StorageException.class, () -> {
            while (entries.size() < MAX_BYTES) {
                entries.add(spool.append(page));
            }
        });
        assertEquals("the spool is full: parley.chat.spool.max-bytes is " + MAX_BYTES, refused.getMessage());
        assertTrue(spool.sizes().values().stream().mapToLong(Long::longValue).sum() <= MAX_BYTES);
        assertTrue(spool.sizes().size() > 10);

        List<String> calls = new ArrayList<>();
        spool.forgetBefore(entries.get(entries.size() - 1).segment(), () -> calls.add("sync"));
        assertEquals(List.of("sync"), calls);
        assertEquals(1, spool.sizes().size());
        spool.append(page);
    }

    @Test
    void nothing_is_forgotten_when_the_database_cannot_write_it_through() throws IOException {
        open().append(List.of(said(1)));
        assertThrows(StorageException.class, () -> spool.forgetBefore(Long.MAX_VALUE, () -> {
            throw new StorageException("down", null);
        }));
        assertEquals(List.of(said(1)), left());
    }

    @Test
    void everything_can_be_forgotten() throws IOException {
        open().append(List.of(said(1)));
        spool.forgetBefore(Long.MAX_VALUE, () -> {});
        assertEquals(List.of(), left());
    }

    @Test
    void an_interrupted_thread_can_append() throws IOException {
        open();
        Thread.currentThread().interrupt();
        try {
            spool.append(List.of(said(1)));
            spool.append(List.of(said(2)));
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(List.of(said(1), said(2)), left());
    }

    @Test
    void what_is_set_aside_can_be_tried_again_by_giving_it_another_name() throws IOException {
        open().setAside(said(1));
        spool.setAside(said(2));
        assertEquals(List.of(), left());
        Files.move(folder.resolve("refused.log"), folder.resolve("spool-0000000000000000.log"));
        assertEquals(List.of(said(1), said(2)), left());
        assertFalse(Files.exists(folder.resolve("refused.log")));
    }
}
