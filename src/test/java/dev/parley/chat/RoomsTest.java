package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms that come into memory and leave it, whatever the archive does. */
class RoomsTest extends ConversationFixture {
    private Client visitor() {
        Client visitor = new Client("/visited", mdn);
        visitor.send("{'type':'username','name':'Anna'}");
        visitor.got();
        return visitor;
    }

    @Test
    void rooms_that_nobody_uses_leave_the_memory_and_come_back() {
        Client anna = member("Anna");
        say(anna, 2);
        ask(anna, "{'type':'leave','room':'r','ack':1}");
        scheduler.advance(Rooms.IDLE);
        scheduler.advance(Rooms.IDLE);
        anna = signedIn("Anna"); // who has said nothing for so long has gone
        int before = archive.questions();
        JsonObject joined = ask(anna, JOIN);
        assertEquals(List.of(1L, 2L), ids(joined));
        assertTrue(archive.questions() > before, "it was not in memory");
        assertEquals(3, ask(anna, "{'type':'message','room':'r','text':'c','ack':2}").getInt("id"));
    }

    @Test
    void a_place_where_nothing_was_ever_said_is_forgotten() {
        Client anna = signedIn("Anna");
        String question = "{'type':'history','target':'nobody','ack':1}";
        assertTrue(ask(anna, question).toString().contains("NO_SUCH_USER"));
        scheduler.advance(Rooms.IDLE);
        scheduler.advance(Rooms.IDLE);
        anna = signedIn("Anna");
        int before = archive.questions();
        assertTrue(ask(anna, question).toString().contains("NO_SUCH_USER"));
        assertEquals(before, archive.questions(), "or its history would be asked for");
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
    void a_room_that_cannot_be_opened_can_be_opened_later() {
        Client anna = member("Anna");
        say(anna, 1);
        start();
        archive.breakDown("Connection to db.internal refused");
        anna = signedIn("Anna");
        String refused = ask(anna, JOIN).toString();
        assertTrue(refused.contains("HISTORY_LATE"), refused);
        assertFalse(refused.contains("db.internal"), "where the database is, is nobody's business");
        archive.breakDown(null);
        assertEquals(List.of(1L), ids(ask(anna, JOIN)));
    }

    @Test
    void an_archive_that_does_not_answer_is_not_waited_for_forever() {
        archive.hold();
        start();
        Client anna = signedIn("Anna");
        anna.send("{'type':'message','text':'a','ack':1}");
        assertEquals(List.of(), anna.got());
        scheduler.advance(Rooms.PATIENCE.multipliedBy(2)); // for who she is, and for the room
        assertTrue(anna.got().toString().contains("HISTORY_LATE"));
        archive.answer();
        assertEquals(1, ask(anna, "{'type':'message','text':'a','ack':1}").getInt("id"));
    }

    @Test
    void everybody_is_told_that_the_history_is_late() {
        Client anna = signedIn("Anna");
        archive.late(true);
        assertEquals(List.of("{'type':'late','late':true}"), anna.got());
        assertEquals("{'type':'late','late':true}", last(client().welcome), "who comes later as well");
        archive.late(false);
        assertEquals(List.of("{'type':'late','late':false}"), anna.got());
    }
}
