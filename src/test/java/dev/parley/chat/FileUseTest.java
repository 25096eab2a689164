package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.store.FileContent;
import dev.parley.socketio.EventRefused;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For how long files are there. */
class FileUseTest extends ConversationFixture {
    private final Client anna = signedIn("Anna");

    private String sent() {
        Files.Offer offer = new Files.Offer("a.txt", "text/plain", 1, 0, 0);
        return chat.send("/", "Anna", Optional.of("192.0.2.1"), null, null, offer, new ByteArrayInputStream(new byte[1]))
                .getString("id");
    }

    private static String saying(String file, String nonce) {
        return "{'type':'message','file':'" + file + "','nonce':'" + nonce + "','ack':1}";
    }

    private boolean isThere(String file) {
        Optional<FileContent> found = chat.files().open(file);
        return found.isPresent();
    }

    @Test
    void a_file_goes_with_the_message_that_speaks_of_it() {
        String file = sent();
        ask(anna, saying(file, "n1"));
        ask(anna, "{'type':'react','id':1,'reaction':'x','ack':1}");
        assertTrue(isThere(file));
        ask(anna, "{'type':'delete','id':1,'ack':1}");
        assertFalse(isThere(file));
    }

    @Test
    void a_file_is_for_one_message_however_often_that_is_said() {
        String file = sent();
        JsonObject first = ask(anna, saying(file, "n1"));
        assertEquals(first, ask(anna, saying(file, "n1")));
        assertTrue(ask(anna, saying(file, "n2")).toString().contains("NO_SUCH_FILE"));
        start();
        assertEquals(first, ask(signedIn("Anna"), saying(file, "n1")), "after a restart as well");
    }

    @Test
    void a_file_of_a_message_that_could_not_be_kept_can_be_said_again() {
        String file = sent();
        archive.breakDown("the spool is full");
        assertTrue(ask(anna, saying(file, "n1")).toString().contains("HISTORY_LATE"));
        archive.breakDown(null);
        assertTrue(ask(anna, saying(file, "n1")).containsKey("date"));
    }

    @Test
    void files_that_nobody_says_are_so_many_also_after_a_restart_until_they_go() {
        for (int i = 0; i < 99; i++) {
            sent();
        }
        String last = sent();
        assertTooMany();
        start();
        signedIn("Anna");
        assertTooMany();
        now = now.plus(Files.PATIENCE).plus(Files.SWEEP).plusMillis(1);
        scheduler.advance(Files.SWEEP);
        assertFalse(isThere(last));
        signedIn("Anna");
        sent();
    }

    private void assertTooMany() {
        assertEquals("FILES_WAITING", assertThrows(EventRefused.class, this::sent).code());
    }

    @Test
    void a_file_that_is_said_or_taken_back_makes_room_for_another() {
        String first = sent();
        String second = sent();
        for (int i = 0; i < 98; i++) {
            sent();
        }
        assertTooMany();
        ask(anna, saying(first, "n1"));
        sent();
        assertTooMany();
        chat.takeBack("Anna", second);
        assertFalse(isThere(second));
        assertTrue(ask(anna, saying(second, "n2")).toString().contains("NO_SUCH_FILE"));
        sent();
        assertTooMany();
    }

    @Test
    void nobody_takes_back_what_was_said_or_is_anothers() {
        String said = sent();
        ask(anna, saying(said, "n1"));
        assertEquals("NO_SUCH_FILE", assertThrows(EventRefused.class, () -> chat.takeBack("Anna", said)).code());
        String file = sent();
        assertEquals("NO_SUCH_FILE", assertThrows(EventRefused.class, () -> chat.takeBack("Bob", file)).code());
        assertTrue(isThere(said));
        assertTrue(isThere(file));
    }

    @Test
    void a_file_that_is_never_said_goes_after_a_day() {
        String said = sent();
        ask(anna, saying(said, "n1"));
        String never = sent();
        now = now.plus(Files.PATIENCE);
        assertTrue(ask(anna, saying(never, "n2")).toString().contains("NO_SUCH_FILE"), "too late");
        scheduler.advance(Files.SWEEP);
        assertTrue(isThere(never), "but somebody may just be saying it");
        now = now.plus(Files.SWEEP).plusMillis(1);
        scheduler.advance(Files.SWEEP);
        assertFalse(isThere(never));
        assertTrue(isThere(said));
    }
}
