package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is remembered, and what people get to see of it. */
class HistoryTest extends ChatFixture {
    private static final String JOIN = "{'type':'join','room':'r','ack':1}";

    private Client anna() {
        return signedIn("Anna");
    }

    private Client signedIn(String name) {
        Client client = client();
        client.send("{'type':'username','name':'" + name + "','key':'" + name + "','lists':false}");
        client.got();
        return client;
    }

    private static JsonObject answer(Client client) {
        return client.got().stream()
                .filter(text -> text.contains("'type':'ack'"))
                .map(text -> JsonText.parse(text.replace('\'', '"')).asJsonObject())
                .findFirst()
                .orElseThrow();
    }

    private static JsonObject ask(Client client, String frame) {
        client.got();
        return answer(client.send(frame));
    }

    private static List<Long> ids(JsonObject page) {
        return page.getJsonArray("messages")
                .getValuesAs(message -> message.asJsonObject().getJsonNumber("id").longValue());
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void say(Client client, int times) {
        for (int i = 0; i < times; i++) {
            client.send("{'type':'message','room':'r','text':'" + i + "'}");
            if (i % 50 == 49) {
                scheduler.advance(Duration.ofSeconds(5)); // as fast as one may
            }
        }
        client.got();
    }

    @Test
    void ids_grow_within_a_room_and_go_on_after_a_restart() {
        Client anna = anna();
        ask(anna, JOIN);
        assertEquals(1, ask(anna, "{'type':'message','room':'r','text':'a','ack':2}").getInt("id"));
        assertEquals(1, ask(anna, "{'type':'message','text':'in the lob','ack':2}").getInt("id"));
        assertEquals(2, ask(anna, "{'type':'message','room':'r','text':'b','ack':2}").getInt("id"));
        start();
        anna = anna();
        assertEquals(List.of(1L, 2L), ids(ask(anna, JOIN)));
        assertEquals(3, ask(anna, "{'type':'message','room':'r','text':'c','ack':2}").getInt("id"));
    }

    @Test
    void who_comes_gets_the_last_page_and_asks_for_older_ones() {
        Client anna = anna();
        ask(anna, JOIN);
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
        Client anna = anna();
        ask(anna, JOIN);
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
        Client anna = anna();
        ask(anna, JOIN);
        say(anna, 10);
        start(); // what has been said is in the archive alone
        anna = anna();
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
            JsonObject frame = JsonText.parse(text.replace('\'', '"')).asJsonObject();
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
        Client anna = anna();
        ask(anna, JOIN);
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
    void a_message_said_again_gets_the_same_answer_and_is_said_once() {
        Client anna = anna();
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        ask(bob, JOIN);
        String again = "{'type':'message','room':'r','text':'a','nonce':'n1','ack':2}";
        JsonObject first = ask(anna, again);
        bob.got();
        assertEquals(first, ask(anna, again));
        assertEquals(List.of(), bob.got());
        start();
        anna = anna();
        ask(anna, JOIN);
        assertEquals(first, ask(anna, again), "after a restart as well");
        assertEquals(List.of(1L), ids(ask(anna, "{'type':'history','room':'r','ack':1}")));
    }

    @Test
    void a_nonce_is_seen_by_its_author_alone() {
        Client anna = anna();
        Client bob = signedIn("Bob");
        anna.send("{'type':'message','text':'a','nonce':'n1'}");
        assertTrue(anna.got().toString().contains("'nonce':'n1'"));
        assertFalse(bob.got().toString().contains("nonce"));
        assertTrue(ask(anna, "{'type':'history','ack':1}").toString().contains("\"nonce\":\"n1\""));
        assertFalse(ask(bob, "{'type':'history','ack':1}").toString().contains("nonce"));
    }

    @Test
    void messages_are_changed_however_old_they_are() {
        Client anna = anna();
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        ask(bob, JOIN);
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
        Client anna = anna();
        Client bob = signedIn("Bob");
        anna.send("{'type':'message','text':'mine'}");
        for (String type : List.of("edit", "delete")) {
            String frame = "{'type':'" + type + "','id':1,'text':'not yours','ack':1}";
            assertTrue(ask(bob, frame).toString().contains("NOT_YOURS"), type);
        }
        assertTrue(ask(anna, "{'type':'history','ack':1}").toString().contains("mine"));
    }

    @Test
    void what_cannot_be_kept_is_refused_and_nobody_hears_it() {
        Client anna = anna();
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        ask(bob, JOIN);
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
    void a_room_that_cannot_be_opened_can_be_opened_later() {
        Client anna = anna();
        ask(anna, JOIN);
        say(anna, 1);
        start();
        archive.breakDown("gone");
        anna = anna();
        assertTrue(ask(anna, JOIN).toString().contains("HISTORY_LATE"));
        archive.breakDown(null);
        assertEquals(List.of(1L), ids(ask(anna, JOIN)));
    }

    @Test
    void everybody_is_told_that_the_history_is_late() {
        Client anna = anna();
        archive.late(true);
        assertEquals(List.of("{'type':'late','late':true}"), anna.got());
        Client bob = new Client("/", mdn);
        assertEquals(List.of(), bob.got(), "it was told before the test looked");
        archive.late(false);
        assertEquals(List.of("{'type':'late','late':false}"), anna.got());
    }

    @Test
    void how_far_somebody_has_read_is_known_on_every_tab_and_after_a_restart() {
        Client anna = anna();
        Client tab = anna();
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        ask(bob, JOIN);
        say(bob, 5);
        tab.got();
        assertEquals(3, ask(anna, "{'type':'read','room':'r','id':3,'ack':1}").getInt("id"));
        assertEquals(List.of("{'type':'read','room':'r','id':3}"), tab.got());
        assertEquals(3, ask(anna, "{'type':'read','room':'r','id':2,'ack':1}").getInt("id"), "it never goes back");
        start();
        JsonObject joined = ask(anna(), JOIN);
        assertEquals(3, joined.getInt("lastRead"));
        assertEquals(2, joined.getInt("unread"));
        assertTrue(ask(anna(), "{'type':'read','room':'r','id':9,'ack':1}").toString().contains("NO_SUCH_MESSAGE"));
    }

    @Test
    void what_is_unread_is_counted_however_much_it_is() {
        Client anna = anna();
        Client bob = signedIn("Bob");
        ask(anna, JOIN);
        ask(bob, JOIN);
        say(bob, 150);
        say(anna, 1);
        ask(anna, "{'type':'read','room':'r','id':10,'ack':1}");
        start();
        anna = anna();
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
        Client anna = anna();
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

    @Test
    void a_private_conversation_is_found_again_by_both_and_by_nobody_else() {
        Client anna = anna();
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

    @Test
    void a_search_is_read_page_by_page_though_all_was_said_at_one_moment() {
        Client anna = anna();
        ask(anna, JOIN);
        for (String room : List.of("r", "r", "r", "lobby", "lobby")) {
            anna.send("{'type':'message','room':'" + room + "','text':'x'}");
        }
        String where = "{'type':'search','text':'X','ack':1}";
        assertEquals(List.of(3L, 2L, 2L, 1L, 1L), ids(ask(anna, where)));
        List<Long> found = new ArrayList<>();
        JsonObject page = ask(anna, where.replace("'ack'", "'limit':1,'ack'"));
        for (int pages = 0; page.getBoolean("more") && pages < 10; pages++) {
            found.addAll(ids(page));
            page = ask(anna, where.replace("'ack'", "'limit':1,'next':'" + page.getString("next") + "','ack'"));
        }
        assertEquals(List.of(3L, 2L, 2L, 1L, 1L), found);
        assertEquals(List.of(), ids(page));
        assertFalse(page.containsKey("next"));
        for (String bad : List.of("?", "", "MTA", "MQoyCg==x")) {
            assertTrue(ask(anna, where.replace("'ack'", "'next':'" + bad + "','ack'")).toString().contains("FIELD_TYPE"), bad);
        }
    }

    @Test
    void who_asks_for_notices_alone_gets_no_messages() {
        Client anna = anna();
        Client lazy = client();
        lazy.send("{'type':'username','name':'Lazy','notices':true,'lists':false}");
        ask(anna, JOIN);
        ask(lazy, JOIN);
        anna.got();
        lazy.got();
        anna.send("{'type':'message','room':'r','text':'a'}").send("{'type':'message','text':'b'}");
        assertEquals(
                List.of("{'type':'news','id':1,'room':'r'}", "{'type':'news','id':1,'room':'lobby'}"),
                lazy.got());
        anna.send("{'type':'message','target':'Lazy','text':'c'}");
        assertTrue(lazy.got().toString().contains("'type':'news'"));
    }

    @Test
    void who_asks_for_differences_gets_the_state_once() {
        Client anna = client();
        anna.send("{'type':'username','name':'Anna','lists':false}");
        assertTrue(anna.got().toString().contains("{'type':'state','"));
        Client bob = client();
        bob.send("{'type':'username','name':'Bob','lists':false}");
        assertEquals(
                List.of("{'type':'people','changed':[{'id':'" + bob.id + "','name':'Bob'}],'left':[]}"), anna.got());
        bob.send("{'type':'presence','status':'away'}");
        assertEquals(
                List.of("{'type':'people','changed':[{'id':'" + bob.id + "','name':'Bob','status':'away'}],'left':[]}"),
                anna.got());
        bob.send("{'type':'join','room':'r'}");
        assertEquals(
                List.of("{'type':'roomschanged','changed':[{'room':'r','topic':'','members':1}],'left':[]}"), anna.got());
        bob.send("{'type':'topic','room':'r','topic':'trains'}");
        assertTrue(anna.got().toString().contains("'topic':'trains'"));
        bob.connection.closedByPeer(CloseStatus.NORMAL);
        assertEquals(List.of("{'type':'people','changed':[],'left':['" + bob.id + "']}"), anna.got());
    }

    @Test
    void rooms_that_nobody_uses_leave_the_memory_and_come_back() {
        Client anna = anna();
        ask(anna, JOIN);
        say(anna, 2);
        ask(anna, "{'type':'leave','room':'r','ack':1}");
        scheduler.advance(Rooms.IDLE);
        scheduler.advance(Rooms.IDLE);
        anna = anna(); // who has said nothing for so long has gone
        int before = archive.questions();
        JsonObject joined = ask(anna, JOIN);
        assertEquals(List.of(1L, 2L), ids(joined));
        assertTrue(archive.questions() > before, "it was not in memory");
        assertEquals(3, ask(anna, "{'type':'message','room':'r','text':'c','ack':2}").getInt("id"));
    }

    private Client visitor() {
        Client visitor = new Client("/visited", mdn);
        visitor.send("{'type':'username','name':'Anna'}");
        visitor.got();
        return visitor;
    }

    @Test
    void a_namespace_that_everybody_has_left_goes_on_counting_when_somebody_comes_back() {
        for (int visit = 1; visit <= 3; visit++) {
            Client visitor = visitor();
            assertEquals(visit, ask(visitor, "{'type':'message','text':'a','ack':1}").getInt("id"));
            visitor.connection.closedByPeer(CloseStatus.NORMAL);
            assertTrue(io.existing("/visited").isEmpty(), "it has gone");
            if (visit == 2) { // now its rooms have left the memory as well
                scheduler.advance(Rooms.IDLE.multipliedBy(3));
            }
        }
        assertEquals(List.of(1L, 2L, 3L), ids(ask(visitor(), "{'type':'history','ack':1}")));
    }

    @Test
    void an_archive_that_does_not_answer_is_not_waited_for_forever() {
        archive.hold();
        start();
        Client anna = anna();
        anna.send("{'type':'message','text':'a','ack':1}");
        assertEquals(List.of(), anna.got());
        scheduler.advance(Rooms.PATIENCE.multipliedBy(2)); // for who she is, and for the room
        assertTrue(anna.got().toString().contains("HISTORY_LATE"));
        archive.answer();
        assertEquals(1, ask(anna, "{'type':'message','text':'a','ack':1}").getInt("id"));
    }
}
