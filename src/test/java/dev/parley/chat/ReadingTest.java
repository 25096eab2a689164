package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How far people have read, and how much they have not. */
class ReadingTest extends ConversationFixture {
    @Test
    void how_far_somebody_has_read_is_known_on_every_tab_and_after_a_restart() {
        Client anna = member("Anna");
        Client tab = signedIn("Anna");
        Client bob = member("Bob");
        say(bob, 5);
        tab.got();
        assertEquals(3, ask(anna, "{'type':'read','room':'r','id':3,'ack':1}").getInt("id"));
        assertEquals(List.of("{'type':'read','room':'r','id':3}"), tab.got());
        assertEquals(3, ask(anna, "{'type':'read','room':'r','id':2,'ack':1}").getInt("id"), "it never goes back");
        start();
        JsonObject joined = ask(signedIn("Anna"), JOIN);
        assertEquals(3, joined.getInt("lastRead"));
        assertEquals(2, joined.getInt("unread"));
        assertTrue(ask(signedIn("Anna"), "{'type':'read','room':'r','id':9,'ack':1}").toString().contains("NO_SUCH_MESSAGE"));
    }

    @Test
    void what_is_unread_is_counted_however_much_it_is() {
        Client anna = member("Anna");
        Client bob = member("Bob");
        say(bob, 150);
        say(anna, 1);
        ask(anna, "{'type':'read','room':'r','id':10,'ack':1}");
        start();
        anna = signedIn("Anna");
        bob = signedIn("Bob");
        ask(bob, JOIN);
        anna.got();
        archive.hold();
        anna.send(JOIN);
        say(bob, 2);
        assertEquals(List.of(), anna.got(), "nobody waits for the count but who wants it");
        archive.answer();
        assertEquals(142, answer(anna).getInt("unread"));
        assertFalse(ask(client().named("Guest"), JOIN).containsKey("unread"), "who has read nothing and never will");
    }

    @Test
    void one_comes_in_without_a_count_when_the_archive_does_not_answer() {
        Client anna = signedIn("Anna");
        Client bob = signedIn("Bob");
        ask(bob, JOIN);
        say(bob, 150);
        archive.hold();
        anna.send(JOIN);
        scheduler.advance(Duration.ofSeconds(2));
        JsonObject joined = answer(anna);
        assertEquals(150, joined.getInt("last"));
        assertFalse(joined.containsKey("unread"));
        archive.answer();
    }
}
