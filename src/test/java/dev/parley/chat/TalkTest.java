package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people say, say again, and change. */
class TalkTest extends ConversationFixture {
    @Test
    void a_message_said_again_gets_the_same_answer_and_is_said_once() {
        Client anna = member("Anna");
        Client bob = member("Bob");
        String again = "{'type':'message','room':'r','text':'a','nonce':'n1','ack':2}";
        JsonObject first = ask(anna, again);
        bob.got();
        assertEquals(first, ask(anna, again));
        assertEquals(List.of(), bob.got());
        start();
        anna = member("Anna");
        assertEquals(first, ask(anna, again), "after a restart as well");
        assertEquals(List.of(1L), ids(ask(anna, "{'type':'history','room':'r','ack':1}")));
    }

    @Test
    void a_nonce_is_seen_by_its_author_alone() {
        Client anna = signedIn("Anna");
        Client bob = signedIn("Bob");
        anna.send("{'type':'message','text':'a','nonce':'n1'}");
        assertTrue(anna.got().toString().contains("'nonce':'n1'"));
        assertFalse(bob.got().toString().contains("nonce"));
        assertTrue(ask(anna, "{'type':'history','ack':1}").toString().contains("\"nonce\":\"n1\""));
        assertFalse(ask(bob, "{'type':'history','ack':1}").toString().contains("nonce"));
    }

    @Test
    void what_cannot_be_kept_is_refused_and_nobody_hears_it() {
        Client anna = member("Anna");
        Client bob = member("Bob");
        anna.got();
        bob.got();
        archive.breakDown("the spool is full");
        JsonObject refused = ask(anna, "{'type':'message','room':'r','text':'a','ack':2}");
        assertEquals("HISTORY_LATE", refused.getJsonObject("error").getString("code"));
        assertEquals(2_000, refused.getJsonObject("error").getInt("retryAfter"));
        assertEquals(List.of(), bob.got());
        archive.breakDown(null);
        assertEquals(1, ask(anna, "{'type':'message','room':'r','text':'a','ack':2}").getInt("id"), "no number is lost");
    }

    @Test
    void messages_are_changed_however_old_they_are() {
        Client anna = member("Anna");
        Client bob = member("Bob");
        say(anna, 150);
        bob.got();
        bob.send("{'type':'react','room':'r','id':2,'reaction':'👍'}");
        assertTrue(last(anna.got()).contains("'reactions':[{'reaction':'👍','users':['Bob'],'people':["));
        anna.send("{'type':'delete','room':'r','id':2}");
        String deleted = last(bob.got());
        assertTrue(deleted.contains("'deleted':true") && deleted.contains("'text':''"), deleted);
        assertFalse(deleted.contains("reactions"), deleted);
        assertTrue(ask(bob, "{'type':'react','room':'r','id':2,'reaction':'x','ack':1}")
                .toString()
                .contains("NO_SUCH_MESSAGE"));
    }

    @Test
    void nobody_changes_what_another_has_said() {
        Client anna = signedIn("Anna");
        Client bob = signedIn("Bob");
        anna.send("{'type':'message','text':'mine'}");
        for (String type : List.of("edit", "delete")) {
            String frame = "{'type':'" + type + "','id':1,'text':'not yours','ack':1}";
            assertTrue(ask(bob, frame).toString().contains("NOT_YOURS"), type);
        }
        assertTrue(ask(anna, "{'type':'history','ack':1}").toString().contains("mine"));
    }
}
