package dev.parley.chat.store;

import static dev.parley.chat.store.Messages.LOBBY;
import static dev.parley.chat.store.Messages.OTHER;
import static dev.parley.chat.store.Messages.PRIVATE;
import static dev.parley.chat.store.Messages.deleted;
import static dev.parley.chat.store.Messages.edited;
import static dev.parley.chat.store.Messages.ids;
import static dev.parley.chat.store.Messages.said;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every database must do alike. */
abstract class ChatStoreContract {
    ChatStore store;

    abstract ChatStore open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void a_message_comes_back_as_it_was() {
        StoredMessage all = edited(said(LOBBY, 3, "ann", "Grüße, 世界 👋 \\ % _"), 5, "другой текст");
        store.save(List.of(all));
        assertEquals(all, store.message(LOBBY, 3));
        assertNull(store.message(LOBBY, 4));
        assertNull(store.message(OTHER, 3));
    }

    @Test
    void pages_have_the_newest_in_the_order_of_their_ids() {
        store.save(said(LOBBY, 1, 10));
        store.save(said(OTHER, 1, 3));
        assertEquals(List.of(8L, 9L, 10L), ids(store.newest(LOBBY, 3)));
        assertEquals(List.of(5L, 6L, 7L), ids(store.before(LOBBY, 8, 3)));
        assertEquals(List.of(1L), ids(store.before(LOBBY, 2, 3)));
        assertEquals(List.of(), store.newest(new RoomKey("/team", "lobby"), 3));
    }

    @Test
    void what_is_new_or_changed_after_a_number_comes_in_the_order_of_its_change() {
        store.save(said(LOBBY, 1, 4));
        store.save(List.of(edited(said(2), 5, "new"), said(6)));
        assertEquals(List.of(3L, 4L, 2L, 6L), ids(store.after(LOBBY, 1, 10)));
        assertEquals(List.of(2L), ids(store.after(LOBBY, 4, 1)));
        assertEquals(List.of(), store.after(LOBBY, 6, 10));
    }

    @Test
    void what_is_kept_already_changes_nothing() {
        List<Change> changes = List.of(
                new StoredRoom(LOBBY, "topic", "", 5, 0), said(1), edited(said(1), 2, "new"), new LastRead("bob", LOBBY, 2));
        store.save(changes);
        store.save(changes);
        assertEquals("new", store.message(LOBBY, 1).text());
        assertEquals(List.of(1L), ids(store.newest(LOBBY, 10)));
        assertEquals(List.of(new StoredRoom(LOBBY, "topic", "", 5, 2)), store.rooms());
    }

    @Test
    void an_older_change_never_overwrites_a_newer_one() {
        store.save(List.of(edited(said(1), 7, "newer")));
        store.save(List.of(edited(said(1), 5, "older"), said(1)));
        assertEquals("newer", store.message(LOBBY, 1).text());
        assertEquals(7, store.rooms().get(0).last());
    }

    @Test
    void nobody_has_read_less_than_before() {
        store.save(List.of(new LastRead("bob", LOBBY, 7), new LastRead("bob", OTHER, 1)));
        store.save(List.of(new LastRead("bob", LOBBY, 5), new LastRead("ann", LOBBY, 9)));
        assertEquals(Map.of("lobby", 7L, "other", 1L), store.lastRead("/", "bob"));
        assertEquals(Map.of(), store.lastRead("/team", "bob"));
    }

    @Test
    void a_room_knows_its_last_number_whether_it_or_its_messages_came_first() {
        store.save(List.of(new StoredRoom(LOBBY, "", "", 5, 99)));
        store.save(List.of(said(3), edited(said(2), 8, "x"), said(OTHER, 4, "ann", "y")));
        store.save(List.of(new StoredRoom(OTHER, "about", "Ann", 6, 0)));
        assertEquals(
                List.of(new StoredRoom(LOBBY, "", "", 5, 8), new StoredRoom(OTHER, "about", "Ann", 6, 4)), store.rooms());
    }

    @Test
    void a_search_finds_text_in_any_case_and_takes_nothing_for_a_pattern() {
        store.save(List.of(
                said(LOBBY, 1, "ann", "100% ÄRGER"),
                said(LOBBY, 2, "ann", "1000 ärger"),
                said(LOBBY, 3, "ann", "a_b!c\\d"),
                said(LOBBY, 4, "ann", "aXb!c\\d"),
                deleted(said(LOBBY, 5, "ann", "ärger"), 6),
                said(OTHER, 7, "ann", "Ärger"),
                said(PRIVATE, 8, "ann", "ärger")));
        assertEquals(List.of(7L, 2L, 1L), found(Set.of(), "äRGER"));
        assertEquals(List.of(1L), found(Set.of(), "100%"));
        assertEquals(List.of(3L), found(Set.of(), "A_B!c\\"));
        assertEquals(List.of(7L), found(Set.of("other"), "ärger"));
        assertEquals(List.of(8L, 7L), found(Set.of("other", "@ann+bob"), "ärger"));
        assertEquals(List.of(1L), ids(store.search("/", Set.of(), "ärger", SearchPlace.before(1_002), 10)));
        assertEquals(List.of(7L), ids(store.search("/", Set.of(), "ärger", SearchPlace.NEWEST, 1)));
    }

    private List<Long> found(Set<String> rooms, String text) {
        return ids(store.search("/", rooms, text, SearchPlace.NEWEST, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 100})
    void a_search_goes_on_where_it_was_though_all_was_said_at_one_moment(int limit) {
        List<Change> all = new ArrayList<>();
        for (RoomKey room : List.of(LOBBY, OTHER, new RoomKey("/", "third"))) {
            for (long id = 1; id <= 4; id++) {
                all.add(new StoredMessage(room, id, id, "ann", "Ann", "x", id / 3, 0, false, 0, List.of(), null, null));
            }
        }
        store.save(all);
        List<StoredMessage> found = new ArrayList<>();
        SearchPlace place = SearchPlace.NEWEST;
        for (List<StoredMessage> page = store.search("/", Set.of(), "x", place, limit);
                !page.isEmpty();
                page = store.search("/", Set.of(), "x", place, limit)) {
            found.addAll(page);
            place = place.after(page);
        }
        assertEquals(List.of(4L, 4L, 4L, 3L, 3L, 3L, 2L, 2L, 2L, 1L, 1L, 1L), ids(found));
        assertEquals(Set.copyOf(all), Set.copyOf(found));
    }

    @Test
    void what_somebody_has_said_with_a_nonce_comes_newest_first() {
        StoredMessage without = new StoredMessage(LOBBY, 9, 9, "ann", "Ann", "x", 2_000, 0, false, 0, List.of(), null, null);
        store.save(List.of(said(1), said(OTHER, 2, "ann", "x"), said(LOBBY, 3, "bob", "x"), without));
        assertEquals(List.of(2L, 1L), ids(store.saidBy("/", "ann", 10)));
        assertEquals(List.of(2L), ids(store.saidBy("/", "ann", 1)));
        assertEquals(List.of(), store.saidBy("/team", "ann", 10));
    }

    @Test
    void private_rooms_come_with_their_newest_message() {
        RoomKey withCat = new RoomKey("/", "@ann+cat");
        store.save(List.of(said(PRIVATE, 1, "ann", "x"), said(PRIVATE, 2, "bob", "y"), said(withCat, 5, "cat", "z")));
        store.save(List.of(edited(said(PRIVATE, 1, "ann", "x"), 9, "w")));
        assertEquals(List.of(5L, 2L), ids(store.privateRooms("/", "ann", 10)));
        assertEquals(List.of(2L), ids(store.privateRooms("/", "bob", 10)));
        assertEquals(List.of(5L), ids(store.privateRooms("/", "ann", 1)));
        assertEquals(List.of(), store.privateRooms("/", "dan", 10));
    }

    @Test
    void unread_is_what_others_have_said_and_not_taken_back() {
        store.save(List.of(
                said(LOBBY, 1, "ann", "x"), said(LOBBY, 2, "ann", "x"), said(LOBBY, 3, "bob", "x"), deleted(said(4), 5)));
        assertEquals(Set.of(1L, 2L), store.unread(LOBBY, 0, 9, "bob", 10));
        assertEquals(Set.of(2L), store.unread(LOBBY, 1, 9, "bob", 10));
        assertEquals(Set.of(1L), store.unread(LOBBY, 0, 1, "bob", 10));
        assertEquals(1, store.unread(LOBBY, 0, 9, "bob", 1).size());
    }

    @Test
    void a_file_comes_back_byte_by_byte() throws IOException {
        byte[] bytes = new byte[3 * FileTable.PART + 17];
        new Random(1).nextBytes(bytes);
        StoredFile file = new StoredFile("f1", LOBBY, "ann", null, "Bild.png", "image/png", bytes.length, 5);
        store.saveFile(file, new ByteArrayInputStream(bytes));
        try (FileContent content = store.file("f1")) {
            assertEquals(file, content.file());
            assertArrayEquals(bytes, content.content().readAllBytes());
        }
        assertNull(store.file("f2"));
    }

    @Test
    void an_empty_file_is_a_file() throws IOException {
        store.saveFile(new StoredFile("f1", LOBBY, "ann", null, "a", "text/plain", 0, 5), InputStream.nullInputStream());
        try (FileContent content = store.file("f1")) {
            assertEquals(0, content.content().readAllBytes().length);
        }
    }

    @Test
    void a_file_that_breaks_off_is_not_there_and_may_come_again() {
        StoredFile file = new StoredFile("f1", LOBBY, "ann", null, "a", "text/plain", 2, 5);
        assertThrows(StorageException.class, () -> store.saveFile(file, new ByteArrayInputStream(new byte[1])));
        assertNull(store.file("f1"));
        store.saveFile(file, new ByteArrayInputStream(new byte[2]));
    }

    private void saveFile(String id, long time) {
        StoredFile file = new StoredFile(id, LOBBY, "ann", null, "a", "text/plain", 2, time);
        store.saveFile(file, new ByteArrayInputStream(new byte[2]));
    }

    @Test
    void a_file_is_removed_when_it_is_not_used_any_more_and_does_not_come_back() {
        saveFile("f1", 5);
        saveFile("f2", 5);
        store.save(List.of(new FileUse("f1", true), new FileUse("f2", true)));
        store.save(List.of(new FileUse("f1", false)));
        store.save(List.of(new FileUse("f1", true)));
        assertNull(store.file("f1"));
        assertNotNull(store.file("f2"));
        saveFile("f1", 5); // nothing of it was left
    }

    private void saveFile(String id, String person, String address, int size) {
        store.saveFile(
                new StoredFile(id, LOBBY, person, address, "a", "text/plain", size, 5),
                new ByteArrayInputStream(new byte[size]));
    }

    private List<String> waiting(String person, String address) {
        return store.waitingFiles(person, address).stream()
                .map(file -> file.id() + ":" + file.size())
                .sorted()
                .toList();
    }

    @Test
    void a_file_waits_until_a_message_speaks_of_it_or_it_goes() {
        saveFile("f1", "ann", "192.0.2.1", 2);
        saveFile("f2", "bob", "192.0.2.1", 3);
        saveFile("f3", "bob", null, 4);
        saveFile("f4", "cat", null, 5);
        assertEquals(List.of("f1:2"), waiting("ann", null));
        assertEquals(List.of("f1:2", "f2:3"), waiting("ann", "192.0.2.1"));
        assertEquals(List.of("f1:2", "f2:3", "f3:4"), waiting("bob", "192.0.2.1"));
        store.save(List.of(new FileUse("f1", true), new FileUse("f2", false)));
        assertEquals(List.of("f3:4"), waiting("bob", "192.0.2.1"));
        assertEquals(List.of(), waiting("ann", "192.0.2.1"));
        assertNull(store.file("f1").file().address(), "not kept longer than needed");
    }

    @Test
    void a_file_that_is_still_coming_waits_as_well() {
        StoredFile file = new StoredFile("f1", LOBBY, "ann", null, "a", "text/plain", 1, 5);
        List<String> seen = new ArrayList<>();
        store.saveFile(file, new FilterInputStream(new ByteArrayInputStream(new byte[1])) {
            @Override
            public int read(byte[] to, int from, int length) throws IOException {
                seen.addAll(waiting("ann", null));
                return super.read(to, from, length);
            }
        });
        assertEquals("f1:1", seen.get(0));
    }

    @Test
    void what_nobody_uses_is_removed_after_a_while() {
        saveFile("used", 5);
        saveFile("old", 5);
        saveFile("new", 6);
        store.save(List.of(new FileUse("used", true)));
        store.removeUnusedFiles(6);
        assertNotNull(store.file("used"));
        assertNull(store.file("old"));
        assertNotNull(store.file("new"));
        saveFile("old", 5);
    }

    @Test
    void a_character_that_no_database_takes_is_replaced() {
        store.save(List.of(said(LOBBY, 1, "ann", "a\0b")));
        assertEquals("a\uFFFDb", store.message(LOBBY, 1).text());
    }

    @Test
    void a_text_of_the_greatest_length_is_kept() {
        String text = "İ".repeat(1_000_000);
        store.save(List.of(said(LOBBY, 1, "ann", text)));
        assertEquals(text, store.message(LOBBY, 1).text());
    }

    @Test
    void saving_nothing_and_writing_through_do_no_harm() {
        store.save(List.of());
        store.sync();
    }

    private static StoredAct act(String id, long time, StoredAct.Kind kind, String address, long until) {
        return new StoredAct(id, "/", time, kind, "mod", "Мод", "troll", "Troll", address, until, null, "why");
    }

    @Test
    void what_moderators_have_done_comes_back_the_newest_first_and_once() {
        StoredAct mute = act("a", 1, StoredAct.Kind.MUTE, null, 60);
        StoredAct ban = act("b", 2, StoredAct.Kind.BAN, "192.0.2.1", 0);
        StoredAct kick = act("c", 3, StoredAct.Kind.KICK, null, 0);
        store.save(List.of(mute, ban));
        store.save(List.of(ban, kick));
        assertEquals(List.of(kick, ban, mute), store.acts("/", Long.MAX_VALUE, 10));
        assertEquals(List.of(ban), store.acts("/", 3, 1));
        assertEquals(List.of(), store.acts("/other", Long.MAX_VALUE, 10));
        assertEquals(List.of(mute, ban), store.sanctions());
    }
}
