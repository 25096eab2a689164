package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static dev.parley.chat.store.Messages.OTHER;
import static dev.parley.chat.store.Messages.PRIVATE;
import static dev.parley.chat.store.Messages.deleted;
import static dev.parley.chat.store.Messages.edited;
import static dev.parley.chat.store.Messages.ids;
import static dev.parley.chat.store.Messages.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JournaledArchiveTest {
    @TempDir
    Path folder;

    private final FailingStore store = new FailingStore();
    private JournaledArchive archive;

    @BeforeEach
    void openArchive() throws IOException {
        archive = open(store, 1_000_000);
    }

    private JournaledArchive open(ChatStore in, long maxBytes) throws IOException {
        return new JournaledArchive(in, new Spool(folder, maxBytes));
    }

    @AfterEach
    void closeArchive() {
        archive.close();
    }

    private void saved(StoredMessage message) throws InterruptedException {
        Eventually.holds("it is in the database", () -> message.equals(store.store.message(message.room(), message.id())));
    }

    @Test
    void what_a_moderator_has_done_can_be_read_at_once_and_comes_into_the_database() throws InterruptedException {
        StoredAct ban = new StoredAct("a", "/", 1, StoredAct.Kind.BAN, "mod", "Mod", "troll", "Troll", null, 0, null, "why");
        archive.record(List.of(ban));
        assertEquals(List.of(ban), Eventually.get(archive.acts("/", 2, 10)));
        assertEquals(List.of(ban), Eventually.get(archive.sanctions()));
        Eventually.holds("it is in the database", () -> store.store.sanctions().equals(List.of(ban)));
    }

    @Test
    void what_was_recorded_comes_into_the_database() throws InterruptedException {
        archive.record(List.of(new StoredRoom(LOBBY, "t", "", 1, 0), said(1), new LastRead("bob", LOBBY, 1)));
        saved(said(1));
        assertEquals(List.of(new StoredRoom(LOBBY, "t", "", 1, 1)), Eventually.get(archive.rooms()));
        assertEquals(Map.of("lobby", 1L), Eventually.get(archive.lastRead("/", "bob")));
    }

    @Test
    void many_records_go_into_few_batches() throws InterruptedException {
        for (long id = 1; id <= 3_000; id++) {
            archive.record(List.of(said(id)));
        }
        saved(said(3_000));
        assertTrue(store.saves.get() < 300, "saves: " + store.saves.get());
        assertEquals(3_000, store.store.after(LOBBY, 0, 10_000).size());
    }

    @Test
    void pages_merge_what_is_saved_with_what_is_not() throws InterruptedException {
        archive.record(said(LOBBY, 1, 6));
        saved(said(6));
        Unsaved unsaved = new Unsaved();
        MergedReads reads = new MergedReads(store.store, unsaved);
        List.of(edited(said(2), 7, "new"), said(8), deleted(said(5), 9), said(10)).forEach(unsaved::add);

        assertEquals(List.of(8L, 10L), ids(reads.newest(LOBBY, 2)));
        assertEquals(List.of(4L, 5L, 6L, 8L), ids(reads.before(LOBBY, 10, 4)));
        assertTrue(reads.before(LOBBY, 6, 1).get(0).isDeleted());
        assertEquals(List.of(1L, 3L), ids(reads.after(LOBBY, 0, 2)));
        assertEquals(List.of(4L, 6L), ids(reads.after(LOBBY, 3, 2)));
        assertEquals(List.of(2L, 8L, 5L, 10L), ids(reads.after(LOBBY, 6, 10)));
        assertEquals("new", reads.message(LOBBY, 2).text());
        assertEquals(10, reads.rooms().get(0).last());
        assertEquals(4, reads.unread(LOBBY, 3, 99, "bob", 10));
        assertEquals(0, reads.unread(LOBBY, 3, 99, "ann", 10));
        assertEquals(2, reads.unread(LOBBY, 3, 99, "bob", 2));
    }

    @Test
    void searches_find_what_is_unsaved_and_not_what_it_replaces() throws InterruptedException {
        archive.record(said(LOBBY, 1, 4));
        archive.record(List.of(said(PRIVATE, 1, "bob", "text")));
        saved(said(PRIVATE, 1, "bob", "text"));
        Unsaved unsaved = new Unsaved();
        MergedReads reads = new MergedReads(store.store, unsaved);
        List.of(edited(said(4), 5, "other"), deleted(said(3), 6), said(OTHER, 7, "ann", "TEXT 7"), said(PRIVATE, 8, "bob", "text"))
                .forEach(unsaved::add);

        assertEquals(List.of(7L, 2L), ids(reads.search("/", Set.of(), "Text", SearchPlace.NEWEST, 2)));
        assertEquals(List.of(4L), ids(reads.search("/", Set.of(), "OTHER", SearchPlace.NEWEST, 2)));
        assertEquals(List.of(8L), ids(reads.search("/", Set.of("@ann+bob"), "text", SearchPlace.NEWEST, 1)));
        assertEquals(List.of(7L, 4L), ids(reads.saidBy("/", "ann", 2)));
        assertEquals(List.of(8L), ids(reads.privateRooms("/", "ann", 5)));
        assertEquals(List.of(), reads.privateRooms("/", "dan", 5));
    }

    @Test
    void what_is_saved_between_the_two_looks_is_found_once() {
        Unsaved unsaved = new Unsaved();
        unsaved.add(said(1));
        store.store.save(List.of(said(1), edited(said(1), 2, "newer")));
        MergedReads reads = new MergedReads(store.store, unsaved);
        assertEquals("newer", reads.newest(LOBBY, 10).get(0).text());
        assertEquals(1, reads.newest(LOBBY, 10).size());
        assertEquals(1, reads.unread(LOBBY, 0, 99, "bob", 10));
        unsaved.forget(said(1));
        assertTrue(unsaved.isEmpty());
    }

    @Test
    void forgetting_an_older_state_keeps_the_newer() {
        Unsaved unsaved = new Unsaved();
        unsaved.add(said(1));
        unsaved.add(edited(said(1), 2, "newer"));
        unsaved.forget(said(1));
        assertEquals("newer", unsaved.message(LOBBY, 1).text());
        assertEquals(List.of(1L), ids(unsaved.after(LOBBY, 0)));
        unsaved.forget(edited(said(1), 2, "newer"));
        assertTrue(unsaved.isEmpty());
    }

    @Test
    void while_the_database_is_down_records_are_kept_and_reads_fail() throws InterruptedException {
        List<Boolean> told = new CopyOnWriteArrayList<>();
        archive.onLate(told::add);
        store.isDown = true;
        archive.record(List.of(said(1)));
        Eventually.holds("people are told", () -> told.equals(List.of(true)));
        assertTrue(archive.isLate());
        assertThrows(StorageException.class, () -> Eventually.get(archive.newest(LOBBY, 10)));
        assertThrows(StorageException.class, () -> archive.file("f"));
        archive.record(List.of(said(2)));

        store.isDown = false;
        Eventually.holds("people are told again", () -> told.equals(List.of(true, false)));
        assertFalse(archive.isLate());
        assertEquals(List.of(1L, 2L), ids(Eventually.get(archive.newest(LOBBY, 10))));
    }

    @Test
    void a_database_that_comes_back_is_noticed_though_nothing_is_recorded() throws InterruptedException {
        store.isDown = true;
        assertThrows(StorageException.class, () -> Eventually.get(archive.newest(LOBBY, 10)));
        Eventually.holds("it is known to be down", () -> archive.isLate());
        store.isDown = false;
        Eventually.holds("it is known to be up", () -> !archive.isLate());
        assertEquals(List.of(), Eventually.get(archive.newest(LOBBY, 10)));
    }

    @Test
    void a_refused_change_is_set_aside_and_the_others_go_on() throws InterruptedException {
        store.refused = change -> change.equals(said(2));
        archive.record(said(LOBBY, 1, 3));
        saved(said(3));
        saved(said(1));
        assertNull(store.store.message(LOBBY, 2));
        assertTrue(Files.exists(folder.resolve("refused.log")));
    }

    @Test
    void slow_reads_do_not_stop_the_writer_and_too_many_are_refused() throws InterruptedException {
        store.isSlow = true;
        List<CompletionStage<List<StoredMessage>>> reads = new ArrayList<>();
        for (int i = 0; i < ReadThreads.THREADS + ReadThreads.WAITING; i++) {
            reads.add(archive.newest(LOBBY, 10));
        }
        StorageException refused =
                assertThrows(StorageException.class, () -> Eventually.get(archive.newest(LOBBY, 10)));
        assertEquals("1000 reads wait already", refused.getMessage());
        archive.record(List.of(said(1)));
        saved(said(1));
        store.slowReads.release(reads.size());
        reads.forEach(Eventually::get);
    }

    @Test
    void what_was_not_saved_when_it_ended_is_saved_by_the_next_one() throws IOException, InterruptedException {
        store.isDown = true;
        archive.record(List.of(said(1), new StoredRoom(OTHER, "t", "", 1, 0)));
        archive.close();
        assertThrows(StorageException.class, () -> archive.record(List.of(said(2))));

        FailingStore next = new FailingStore();
        archive = open(next, 1_000_000);
        assertEquals(List.of(1L), ids(Eventually.get(archive.newest(LOBBY, 10))));
        Eventually.holds("it is saved", () -> next.store.message(LOBBY, 1) != null);
        assertEquals(2, next.store.rooms().size());
    }

    @Test
    void a_clean_end_leaves_an_empty_spool_and_no_thread() throws IOException {
        archive.record(List.of(said(1)));
        Eventually.get(archive.newest(LOBBY, 1));
        archive.close();
        try (var files = Files.list(folder)) {
            assertEquals(
                    List.of(), files.map(file -> file.getFileName().toString()).toList());
        }
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("parley-chat"))
                        .toList());
    }

    @Test
    void a_full_spool_refuses_the_sender() throws IOException {
        archive.close();
        archive = open(store, 20_000);
        store.isDown = true;
        assertThrows(StorageException.class, () -> {
            for (int id = 1; id < 20_000; id++) {
                archive.record(List.of(said(id)));
            }
        });
    }
}
