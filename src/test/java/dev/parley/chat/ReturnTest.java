package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What others notice when somebody's connection is gone, for a moment or for good. */
class ReturnTest extends ConversationFixture {
    private static final Duration MOMENT = Arrivals.GRACE.dividedBy(2);

    private Client bob;
    private Client anna;

    @BeforeEach
    void come() {
        bob = member("Bob");
        anna = member("Anna");
        bob.got();
    }

    private static void lost(Client client) {
        client.connection.closedByPeer(CloseStatus.GOING_AWAY);
    }

    @Test
    void who_comes_back_within_a_moment_has_never_left() {
        lost(anna);
        scheduler.advance(MOMENT);
        anna = signedIn("Anna");
        anna.send(JOIN);
        scheduler.advance(Arrivals.GRACE);
        String heard = bob.got().toString();
        assertFalse(heard.contains("'type':'people'"), heard);
        assertTrue(heard.contains("'left':[]"), heard); // of the room's members
        bob.send("{'type':'message','room':'r','text':'still?'}");
        assertTrue(anna.got().toString().contains("still?"));
    }

    @Test
    void who_stays_away_is_gone_from_the_chat_and_from_its_rooms() {
        lost(anna);
        scheduler.advance(MOMENT);
        assertEquals(List.of(), bob.got());
        scheduler.advance(Arrivals.GRACE);
        String heard = bob.got().toString();
        assertTrue(heard.contains("'type':'people','changed':[],'left':['"), heard);
        assertTrue(heard.contains("'type':'members','changed':[],'left':['"), heard);
    }

    @Test
    void who_comes_back_to_other_rooms_has_left_the_one_before() {
        lost(anna);
        anna = signedIn("Anna");
        scheduler.advance(Arrivals.GRACE);
        String heard = bob.got().toString();
        assertFalse(heard.contains("'type':'people'"), heard);
        assertTrue(heard.contains("'type':'members','changed':[],'left':['"), heard);
    }

    @Test
    void who_has_no_key_cannot_come_back_and_is_gone_at_once() {
        Client guest = client().named("Guest");
        bob.got();
        lost(guest);
        assertEquals(List.of("{'type':'people','changed':[],'left':['" + guest.id + "']}"), bob.gotAtOnce());
    }

    @Test
    void who_closes_the_tab_they_looked_at_is_away() {
        Client other = signedIn("Anna");
        other.send("{'type':'presence','status':'away'}");
        assertEquals(List.of(), bob.got());
        lost(anna);
        scheduler.advance(Arrivals.GRACE);
        assertTrue(bob.got().toString().contains("'status':'away'"));
    }
}
