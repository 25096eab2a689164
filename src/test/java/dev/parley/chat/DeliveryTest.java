package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are sent who do not want everything. */
class DeliveryTest extends ConversationFixture {
    @Test
    void who_asks_for_notices_alone_gets_no_messages() {
        Client anna = signedIn("Anna");
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
}
