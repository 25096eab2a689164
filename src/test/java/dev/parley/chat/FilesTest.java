package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.chat.store.RoomKey;
import dev.parley.connection.AddressKey;
import dev.parley.socketio.EventRefused;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilesTest {
    private static final RoomKey LOBBY = new RoomKey("/", "lobby");

    private final MemoryArchive archive = new MemoryArchive();
    private final Files files = new Files(
            archive, new FileOptions(10, List.of("image/*", "text/plain"), 3, 20), Clock.systemUTC());

    private JsonObject keep(String type, int size, int width, int height) {
        Files.Offer offer = new Files.Offer("hill.png", type, size, width, height);
        return files.keep("anna", Optional.empty(), LOBBY, offer, new ByteArrayInputStream(new byte[size]));
    }

    private String send(String person, String address, int size) {
        return send(person, address, size, new ByteArrayInputStream(new byte[size]));
    }

    private String send(String person, String address, int size, InputStream content) {
        Files.Offer offer = new Files.Offer("a.txt", "text/plain", size, 0, 0);
        return files.keep(person, AddressKey.of(address), LOBBY, offer, content).getString("id");
    }

    private void assertTooMuch(String person, String address, int size) {
        assertEquals("FILES_WAITING", assertThrows(EventRefused.class, () -> send(person, address, size)).code());
    }

    private String refusal(String type, int size) {
        return assertThrows(EventRefused.class, () -> keep(type, size, 0, 0)).code();
    }

    @Test
    void what_is_accepted_is_told_beforehand() {
        assertEquals("{\"maxBytes\":10,\"types\":[\"image/*\",\"text/plain\"]}", files.limits().toString());
    }

    @Test
    void a_file_at_the_limit_is_kept_and_one_beyond_it_or_of_another_type_is_refused() {
        assertEquals(10, keep("image/png", 10, 0, 0).getInt("size"));
        assertEquals("FILE_TOO_LARGE", refusal("image/png", 11));
        assertEquals("FILE_TYPE", refusal("text/html", 1));
    }

    @Test
    void a_message_tells_how_large_a_picture_is_if_its_sender_has_said_so() {
        JsonObject picture = files.of(keep("image/png", 1, 320, 180).getString("id"), "anna", LOBBY);
        assertEquals("320x180", picture.getInt("width") + "x" + picture.getInt("height"));
        assertFalse(files.of(keep("image/png", 1, 320, 0).getString("id"), "anna", LOBBY).containsKey("width"));
    }

    @Test
    void of_one_person_three_files_may_wait_and_not_one_more_wherever_they_come_from() {
        for (String address : List.of("127.0.0.1", "192.0.2.1", "192.0.2.2")) {
            send("anna", address, 1);
        }
        assertTooMuch("anna", "192.0.2.3", 1);
        send("bob", "127.0.0.1", 1);
    }

    @Test
    void from_one_address_three_files_may_wait_and_not_one_more_whoever_sends_them() {
        for (String person : List.of("anna", "bob", "cleo")) {
            send(person, "2001:db8::1", 1);
        }
        assertTooMuch("dan", "2001:db8::2", 1);
        send("dan", "2001:db8:0:1::1", 1);
    }

    @Test
    void those_of_this_host_have_no_such_limit() {
        for (String person : List.of("anna", "bob", "cleo", "dan")) {
            send(person, "127.0.0.1", 10);
        }
    }

    @Test
    void twenty_bytes_may_wait_and_not_one_more() {
        send("anna", "192.0.2.1", 10);
        send("anna", "192.0.2.1", 9);
        assertTooMuch("anna", "127.0.0.1", 2);
        assertTooMuch("bob", "192.0.2.1", 2);
        send("anna", "192.0.2.1", 1);
    }

    @Test
    void a_single_file_may_wait_however_large_it_is() {
        Files narrow = new Files(archive, new FileOptions(10, List.of("*"), 3, 5), Clock.systemUTC());
        Files.Offer offer = new Files.Offer("a.txt", "text/plain", 10, 0, 0);
        narrow.keep("anna", Optional.empty(), LOBBY, offer, InputStream.nullInputStream());
        assertThrows(
                EventRefused.class,
                () -> narrow.keep("anna", Optional.empty(), LOBBY, offer, InputStream.nullInputStream()));
    }

    @Test
    void those_that_come_at_once_are_counted_together() {
        send("cleo", "192.0.2.1", 1);
        send("anna", "192.0.2.1", 10, new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] to, int from, int length) {
                assertTooMuch("bob", "192.0.2.1", 10);
                return -1;
            }
        });
    }

    @Test
    void what_could_not_be_kept_does_not_wait() {
        archive.breakDown("the database is away");
        for (int i = 0; i < 4; i++) {
            assertEquals("HISTORY_LATE", assertThrows(EventRefused.class, () -> send("anna", "192.0.2.1", 10)).code());
        }
        archive.breakDown(null);
        send("anna", "192.0.2.1", 10);
        send("anna", "192.0.2.1", 10);
    }

    @Test
    void only_its_sender_can_speak_of_a_file_and_only_where_it_was_meant_for() {
        String id = keep("image/png", 1, 0, 0).getString("id");
        assertThrows(EventRefused.class, () -> files.of(id, "bo", LOBBY));
        assertThrows(EventRefused.class, () -> files.of(id, "anna", new RoomKey("/", "train")));
    }
}
