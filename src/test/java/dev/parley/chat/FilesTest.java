package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.chat.store.RoomKey;
import dev.parley.socketio.EventRefused;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilesTest {
    private static final RoomKey LOBBY = new RoomKey("/", "lobby");

    private final Files files = new Files(
            new MemoryArchive(), new FileOptions(10, List.of("image/*", "text/plain")), Clock.systemUTC());

    private JsonObject keep(String type, int size, int width, int height) {
        Files.Offer offer = new Files.Offer("hill.png", type, size, width, height);
        return files.keep("anna", LOBBY, offer, new ByteArrayInputStream(new byte[size]));
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
    void only_its_sender_can_speak_of_a_file_and_only_where_it_was_meant_for() {
        String id = keep("image/png", 1, 0, 0).getString("id");
        assertThrows(EventRefused.class, () -> files.of(id, "bo", LOBBY));
        assertThrows(EventRefused.class, () -> files.of(id, "anna", new RoomKey("/", "train")));
    }
}
