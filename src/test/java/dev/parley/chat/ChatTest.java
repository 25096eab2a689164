package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.CloseStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole conversations, in the words of the clients. */
class ChatTest extends ChatFixture {
    @Test
    void the_conversation_of_mdns_chat() {
        Client anna = client();
        anna.send("{'type':'username','name':'Anna','id':1,'date':5}");
        assertEquals(List.of("{'type':'roomlist','rooms':[]}", "{'type':'userlist','users':['Anna']}"), anna.got());

        Client bob = client();
        bob.send("{'type':'username','name':'Anna','id':2,'date':5}");
        assertEquals(
                List.of(
                        "{'type':'rejectusername','id':'ME','name':'Anna1'}",
                        "{'type':'roomlist','rooms':[]}",
                        "{'type':'userlist','users':['Anna','Anna1']}"),
                bob.got());
        assertEquals(List.of("{'type':'userlist','users':['Anna','Anna1']}"), anna.got());

        anna.send("{'type':'message','text':'hi <b>','id':1,'date':77}");
        String heard = bob.got().get(0);
        assertEquals("{'type':'message','id':1,'from':'" + anna.id + "','name':'Anna','text':'hi <b>','date':1000}", heard);
        assertEquals(List.of("{'type':'message','id':1,'from':'ME','name':'Anna','text':'hi <b>','date':1000}"), anna.got());

        bob.connection.closedByPeer(CloseStatus.ABNORMAL);
        assertEquals(List.of("{'type':'userlist','users':['Anna']}"), anna.got());
    }

    @Test
    void a_namespace_that_an_application_opens_is_its_own_and_others_are_the_chats() {
        assertFalse(chat.isIn(io.of("/own")));
        new Client("/other", mdn);
        assertTrue(chat.isIn(io.existing("/other").orElseThrow()));
    }

    @Test
    void an_acknowledgement_says_which_name_was_given() {
        client().named("Anna");
        Client bob = client();
        bob.send("{'type':'username','name':'anna','ack':7}");
        String answer = bob.got().get(0);
        assertTrue(answer.startsWith("{'type':'ack','ack':7,") && answer.contains("'name':'anna1'"), answer);
    }

    @Test
    void a_room_is_the_same_however_its_name_is_composed() {
        Client anna = client().named("Anna");
        anna.send("{'type':'join','room':'cafe\u0301'}");
        anna.got();
        anna.send("{'type':'message','text':'x','room':'cafe\u0301'}");
        assertTrue(anna.got().get(0).contains("'room':'caf\u00e9'"));
    }

    @Test
    void nobody_can_be_called_server_and_what_the_server_says_reaches_clients_of_both_kinds() {
        Client anna = client();
        anna.send("{'type':'username','name':'Server'}");
        assertTrue(anna.got().toString().contains("'name':'Server1'"));
        Client cora = new Client("/", codes);
        cora.send("{'code':1,'name':'Cora'}");
        cora.got();
        io.root().sockets().forEach(socket -> chat.tell(socket, Chat.SERVER_NAME, "hello"));
        assertTrue(anna.got().toString().contains("'text':'hello'"));
        assertTrue(cora.got().get(0).contains("'message':'hello'"));
    }

    @Test
    void typing_and_closing_are_acknowledged_when_asked() {
        Client anna = client().named("Anna");
        assertEquals(List.of("{'type':'ack','ack':1}"), anna.send("{'type':'typing','ack':1}").got());
        Client cora = new Client("/", codes);
        assertEquals(List.of("{'type':'ack','ack':2}"), cora.send("{'code':3,'ack':2}").got());
    }

    @Test
    void who_renames_keeps_the_place_in_the_list() {
        Client anna = client().named("Anna");
        client().named("Bob");
        anna.got();
        anna.send("{'type':'username','name':'Ann'}");
        assertTrue(anna.got().contains("{'type':'userlist','users':['Ann','Bob']}"));
        client().named("Anna");
        assertEquals(List.of("{'type':'userlist','users':['Ann','Bob','Anna']}"), anna.got());
    }

    @Test
    void names_that_look_alike_are_the_same_name() {
        client().named("Anna");
        Client other = client();
        other.send("{'type':'username','name':'ＡＮＮＡ'}");
        assertTrue(other.got().get(0).contains("'name':'ＡＮＮＡ1'"));
    }

    @ParameterizedTest
    @CsvSource({"Anna,\u0410nn\u0430", "coco,\u0441\u043E\u0441\u043E", "Ivan,lvan", "Zoe,\u0396oe", "\u041C\u041E\u041C,\u043C\u043E\u043C", "MOM,\u041C\u041E\u041C", "Bob,B0b"})
    void letters_of_other_alphabets_make_no_other_name(String name, String lookAlike) {
        client().named(name);
        Client other = client();
        other.send("{'type':'username','name':'" + lookAlike + "'}");
        assertTrue(other.got().get(0).contains("'name':'" + lookAlike + "1'"));
    }

    @Test
    void a_name_of_40_characters_that_is_in_use_stays_within_40() {
        String name = "🦊".repeat(40);
        client().named(name);
        Client other = client();
        other.send("{'type':'username','name':'" + name + "'}");
        assertTrue(other.got().get(0).contains("'name':'" + "🦊".repeat(39) + "1'"));
    }

    @Test
    void who_comes_again_with_the_same_key_is_the_same_person() {
        Client before = client();
        before.send("{'type':'username','name':'Anna','key':'secret'}").send("{'type':'join','room':'r'}");
        Client watcher = client().named("Bob");
        Client after = client();
        after.send("{'type':'username','name':'Ann','key':'secret','ack':1}");
        assertTrue(after.got().toString().contains("'name':'Anna'"), "who is here keeps the name");
        assertEquals(List.of(), watcher.got());
        watcher.send("{'type':'message','text':'hi','target':'Anna'}");
        assertTrue(last(before.got()).contains("'text':'hi'"));
        assertTrue(last(after.got()).contains("'text':'hi'"));
        before.connection.closedByPeer(CloseStatus.NORMAL);
        watcher.got();
        watcher.send("{'type':'message','text':'still','target':'Anna'}");
        assertTrue(last(after.got()).contains("'text':'still'"));
        Client thief = client();
        thief.send("{'type':'username','name':'Anna','key':'guess'}");
        assertTrue(thief.got().get(0).contains("'name':'Anna1'"));
    }

    @Test
    void a_room_is_for_its_members() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        Client eve = client().named("Eve");
        anna.got();
        anna.send("{'type':'join','room':'r','ack':1}");
        List<String> told = anna.got();
        assertTrue(told.contains("{'type':'roomusers','room':'r','users':['Anna']}"), told.toString());
        assertTrue(told.contains("{'type':'roomlist','rooms':['r']}"), told.toString());
        assertTrue(told.stream().anyMatch(text -> text.contains("'ack':1,'room':'r'")), told.toString());
        bob.send("{'type':'join','room':'r'}");
        anna.got();
        bob.got();
        eve.got();
        anna.send("{'type':'message','text':'psst','room':'r'}");
        assertEquals(
                List.of("{'type':'message','id':1,'from':'" + anna.id + "','name':'Anna','text':'psst','date':1000,'room':'r'}"),
                bob.got());
        assertEquals(List.of(), eve.got());
        eve.send("{'type':'message','text':'let me','room':'r'}");
        assertTrue(eve.got().get(0).contains("NOT_A_MEMBER"));
        bob.send("{'type':'leave','room':'r'}");
        assertTrue(anna.got().contains("{'type':'roomusers','room':'r','users':['Anna']}"));
        anna.connection.closedByPeer(CloseStatus.NORMAL);
        eve.got();
        eve.send("{'type':'rooms','ack':1}");
        assertEquals(
                List.of("{'type':'ack','ack':1,'rooms':[{'room':'r','topic':'','members':0}]}"), eve.got(), "it remains");
    }

    @Test
    void a_private_message_reaches_one_person_and_its_author() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        Client eve = client().named("Eve");
        anna.got();
        bob.got();
        anna.send("{'type':'message','text':'psst','target':'bob'}");
        String expected = "{'type':'message','id':1,'from':'" + anna.id + "','name':'Anna','text':'psst','date':1000,'to':'" + bob.id
                + "','target':'Bob'}";
        assertEquals(List.of(expected.replace(bob.id, "ME")), bob.got());
        assertEquals(List.of(expected.replace(anna.id, "ME")), anna.got());
        assertEquals(List.of(), eve.got());
        anna.send("{'type':'message','text':'x','target':'Zoe'}");
        assertTrue(anna.got().get(0).contains("'code':'NO_SUCH_USER'"));
    }

    @Test
    void typing_is_told_to_the_others() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        anna.got();
        anna.send("{'type':'typing'}").send("{'type':'typing','typing':false}");
        assertEquals(
                List.of("{'type':'typing','name':'Anna','from':'" + anna.id + "','typing':true}", "{'type':'typing','name':'Anna','from':'" + anna.id + "','typing':false}"),
                bob.got());
        assertEquals(List.of(), anna.got());
    }

    @Test
    void clients_of_both_kinds_see_one_another() {
        Client cora = new Client("/team", codes);
        cora.send("{'code':1,'chatId':'c1','name':'Cora','avatar':'x'}");
        assertEquals(
                List.of("{'code':1,'count':1,'chatUsers':[{'chatId':'c1','name':'Cora','avatar':'x'}]}"), cora.got());
        Client dan = new Client("/team", mdn);
        dan.send("{'type':'username','name':'Dan'}");
        assertEquals("{'type':'userlist','users':['Cora','Dan']}", last(dan.got()));
        assertEquals(
                List.of("{'code':1,'count':2,'chatUsers':[{'chatId':'c1','name':'Cora','avatar':'x'},"
                        + "{'chatId':'" + dan.id + "','name':'Dan'}]}"),
                cora.got());

        cora.send("{'code':2,'chatId':'c1','text':'hi','extra':[1]}");
        assertEquals(List.of("{'code':2,'id':1,'chatId':'c1','text':'hi','extra':[1],'name':'Cora','count':2}"), cora.got());
        assertTrue(dan.got().get(0).contains("'name':'Cora','text':'hi'"));

        dan.send("{'type':'message','text':'hello'}");
        assertEquals(
                List.of("{'code':2,'id':2,'chatId':'" + dan.id + "','name':'Dan','message':'hello','date':1000,'count':2}"),
                cora.got());
        dan.got();

        cora.send("{'code':3}");
        assertEquals(CloseStatus.NORMAL, cora.transport.closed());
        assertEquals(List.of("{'type':'userlist','users':['Dan']}"), dan.got());
    }
}
