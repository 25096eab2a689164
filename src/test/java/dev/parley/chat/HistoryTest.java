package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered, and what people get to see of it. */
class HistoryTest extends ConversationFixture {
    @Test
    void ids_grow_within_a_room_and_go_on_after_a_restart() {
        Client anna = member("Anna");
        assertEquals(1, ask(anna, "{'type':'message','room':'r','text':'a','ack':2}").getInt("id"));
        assertEquals(1, ask(anna, "{'type':'message','text':'in the lob','ack':2}").getInt("id"));
        assertEquals(2, ask(anna, "{'type':'message','room':'r','text':'b','ack':2}").getInt("id"));
        start();
        anna = signedIn("Anna");
        assertEquals(List.of(1L, 2L), ids(ask(anna, JOIN)));
        assertEquals(3, ask(anna, "{'type':'message','room':'r','text':'c','ack':2}").getInt("id"));
    }

    @Test
    void who_comes_gets_the_last_page_and_asks_for_older_ones() {
        Client anna = member("Anna");
        say(anna, 170);
        JsonObject page = ask(signedIn("Bob"), JOIN);
        assertEquals(numbers(121, 170), ids(page));
        assertEquals(170, page.getInt("last"));
        assertFalse(page.getBoolean("gap"));
        assertEquals(numbers(71, 120), ids(ask(anna, "{'type':'history','room':'r','before':121,'ack':1}")));
        JsonObject oldest = ask(anna, "{'type':'history','room':'r','before':71,'limit':100,'ack':1}");
        assertEquals(numbers(1, 70), ids(oldest), "further back than what is in memory");
        assertFalse(oldest.getBoolean("more"));
    }

    @Test
    void who_comes_back_gets_what_is_new_and_what_has_changed() {
        Client anna = member("Anna");
        say(anna, 3);
        anna.send("{'type':'edit','room':'r','id':1,'text':'other'}");
        say(anna, 1);
        JsonObject missed = ask(signedIn("Bob"), "{'type':'join','room':'r','after':3,'ack':1}");
        assertEquals(List.of(1L, 5L), ids(missed));
        JsonObject edited = missed.getJsonArray("messages").getJsonObject(0);
        assertEquals("other", edited.getString("text"));
        assertEquals(4, edited.getInt("changed"));
        assertTrue(edited.containsKey("edited"));
    }

    @Test
    void nothing_is_missed_or_comes_twice_while_the_archive_is_asked() {
        Client anna = member("Anna");
        say(anna, 10);
        start(); // what has been said is in the archive alone
        anna = signedIn("Anna");
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        archive.hold();
        bob.send("{'type':'join','room':'r','after':2,'ack':1}");
        say(anna, 3);
        assertEquals(List.of(), bob.got(), "nothing before the answer");
        archive.answer();
        say(anna, 1);
        List<String> got = bob.got();
        List<Long> all = new ArrayList<>();
        for (String text : got) {
            JsonObject frame = json(text);
            if (frame.getString("type").equals("ack")) {
                all.addAll(ids(frame));
            } else if (frame.getString("type").equals("message")) {
                all.add(frame.getJsonNumber("id").longValue());
            }
        }
        assertEquals(numbers(3, 14), all);
    }

    @Test
    void who_has_missed_too_much_gets_the_newest_page_and_fills_the_gap() {
        Client anna = member("Anna");
        say(anna, 250);
        Client bob = signedIn("Bob");
        JsonObject page = ask(bob, "{'type':'join','room':'r','after':5,'ack':1}");
        assertTrue(page.getBoolean("gap"));
        assertEquals(numbers(201, 250), ids(page));
        JsonObject next = ask(bob, "{'type':'history','room':'r','after':5,'limit':200,'ack':1}");
        assertEquals(numbers(6, 205), ids(next));
        assertTrue(next.getBoolean("more"));
    }

    @Test
    void a_private_conversation_is_found_again_by_both_and_by_nobody_else() {
        Client anna = signedIn("Anna");
        signedIn("Bob");
        anna.send("{'type':'message','text':'psst','target':'Bob'}");
        start();
        Client bob = signedIn("Bob");
        JsonObject found = ask(bob, "{'type':'conversations','ack':1}").getJsonArray("conversations").getJsonObject(0);
        String other = found.getJsonObject("newest").getString("from");
        JsonObject history = ask(bob, "{'type':'history','target':'" + other + "','ack':1}");
        assertTrue(history.toString().contains("psst"));
        assertEquals(
                2,
                ask(bob, "{'type':'message','text':'yes?','target':'" + other + "','ack':1}").getInt("id"),
                "though she is not here");
        Client eve = signedIn("Eve");
        assertEquals("[]", ask(eve, "{'type':'conversations','ack':1}").get("conversations").toString());
        assertFalse(ask(eve, "{'type':'search','text':'psst','ack':1}").toString().contains("psst\""));
        assertTrue(ask(bob, "{'type':'search','text':'PSST','ack':1}").toString().contains("psst"));
        Client annasKeyless = client().named("Anna");
        assertEquals("[]", ask(annasKeyless, "{'type':'conversations','ack':1}").get("conversations").toString());
        eve.got();
        eve.send("{'type':'join','room':'@" + other + "','ack':1}");
        assertTrue(eve.got().toString().contains("ROOM_NAME"));
    }
}
