package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Arguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

    @Test
    void what_there_is_is_written_once_for_all_who_come_at_once() {
        Set<Arguments> written = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> told = new ArrayList<>();
        io.root().onAnyOutgoing((socket, event, arguments) -> {
            if (event.equals("state") || event.equals("rooms")) {
                told.add(event);
                written.add(arguments);
            }
        });
        client().send("{'type':'username','name':'Anna'}"); // and now the lists rest
        told.clear();
        written.clear();
        List<Client> newcomers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Client client = client();
            client.send("{'type':'username','name':'Guest " + i + "','lists':" + (i >= 7) + "}");
            newcomers.add(client);
        }
        scheduler.advance(Announcements.REST);
        assertEquals(7, Collections.frequency(told, "state"));
        assertEquals(3, Collections.frequency(told, "rooms"));
        assertEquals(2, written.size());
        for (Client client : newcomers.subList(0, 7)) {
            String all = client.gotAtOnce().toString();
            assertTrue(all.contains("{'type':'state',") && all.contains("'name':'Anna'") && all.contains("'name':'Guest 9'"), all);
        }
    }
}
