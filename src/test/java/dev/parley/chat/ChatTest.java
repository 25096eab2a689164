package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.wire.CodeNumbers;
import dev.parley.chat.wire.CodesVocabulary;
import dev.parley.chat.wire.MdnVocabulary;
import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.Handshakes;
import dev.parley.connection.VirtualScheduler;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.wire.Frame;
import dev.parley.wire.NativePeer;
import dev.parley.wire.NativeWire;
import dev.parley.wire.RateOptions;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole conversations, in the words of the clients. */
class ChatTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Connections connections = new Connections(ConnectionOptions.defaults(), scheduler, Runnable::run);
    private final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), scheduler, InMemoryAdapter::new);
    private final Chat chat;
    private final NativeWire mdn = new NativeWire(new MdnVocabulary());
    private final NativeWire codes = new NativeWire(new CodesVocabulary(CodeNumbers.defaults()));

    ChatTest() {
        Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);
        chat = new Chat(new ChatOptions(10, 2, 2), List.of("*"), clock);
        chat.install(io);
    }

    /** A client of either kind. */
    private final class Client {
        private final FakeTransport transport = new FakeTransport();
        private final Connection connection;
        private final String id;

        Client(String namespace, NativeWire wire) {
            connection = connections
                    .open(
                            Handshakes.any(),
                            transport,
                            made -> new NativePeer(made, io, namespace, any -> wire, RateOptions.defaults(), Frame::of))
                    .orElseThrow();
            id = wire == mdn ? object(transport.texts().get(0)).getString("id") : "";
            transport.forget();
        }

        Client named(String name) {
            send("{'type':'username','name':'" + name + "'}");
            got();
            return this;
        }

        Client send(String frame) {
            connection.text(frame.replace('\'', '"'), true);
            return this;
        }

        List<String> got() {
            scheduler.advance(Announcements.REST);
            return gotAtOnce();
        }

        List<String> gotAtOnce() {
            List<String> texts = transport.texts().stream()
                    .map(text -> text.replace('"', '\'').replace(id.isEmpty() ? "\0" : id, "ME"))
                    .toList();
            transport.forget();
            return texts;
        }
    }

    private static JsonObject object(String text) {
        return (JsonObject) JsonText.parse(text);
    }

    private Client client() {
        return new Client("/", mdn);
    }

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
        assertEquals("{'type':'message','name':'Anna','text':'hi <b>','id':'" + anna.id + "','date':77}", heard);
        assertEquals(List.of("{'type':'message','name':'Anna','text':'hi <b>','id':'ME','date':77}"), anna.got());

        bob.connection.closedByPeer(CloseStatus.ABNORMAL);
        assertEquals(List.of("{'type':'userlist','users':['Anna']}"), anna.got());
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
    void lists_are_told_at_once_and_then_at_most_ten_times_a_second() {
        Client anna = client().named("Anna");
        Client bob = client();
        scheduler.advance(Duration.ofSeconds(1));
        anna.got();
        for (int i = 0; i < 50; i++) {
            bob.send("{'type':'username','name':'Bob " + i + "'}");
        }
        assertEquals(List.of("{'type':'userlist','users':['Anna','Bob 0']}"), anna.gotAtOnce());
        assertEquals(List.of("{'type':'userlist','users':['Anna','Bob 49']}"), anna.got());
        assertEquals(List.of(), anna.got());
    }

    @Test
    void joining_and_leaving_in_a_hurry_is_told_as_one_change() {
        Client anna = client().named("Anna").send("{'type':'join','room':'r'}");
        Client bob = client().named("Bob");
        anna.got();
        for (int i = 0; i < 20; i++) {
            bob.send("{'type':'join','room':'r'}").send("{'type':'leave','room':'r'}");
        }
        assertTrue(anna.gotAtOnce().size() <= 1);
        assertEquals(List.of("{'type':'roomusers','room':'r','users':['Anna']}"), anna.got());
    }

    @Test
    void taking_the_name_one_has_is_told_to_nobody_else() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        anna.got();
        assertEquals(List.of(), bob.send("{'type':'username','name':' Bob '}").got());
        assertEquals(List.of(), anna.got());
    }

    @Test
    void a_text_that_is_no_unicode_is_mended_and_disconnects_nobody() {
        Client anna = client().named("Anna");
        anna.send("{'type':'message','text':'a\\ud800b'}");
        assertTrue(anna.got().get(0).contains("'text':'a\uFFFDb'"));
    }

    @Test
    void a_private_message_to_an_id_cannot_be_caught_by_a_name() {
        Client anna = client().named("Anna");
        Client victim = client();
        client().named(victim.id);
        Client mallory = client().named(victim.id.toLowerCase(java.util.Locale.ROOT));
        mallory.got();
        anna.send("{'type':'message','text':'secret','target':'" + victim.id + "'}");
        assertTrue(anna.got().toString().contains("NO_SUCH_USER"), "who has no name yet gets nothing");
        victim.named("Victim");
        mallory.got();
        anna.send("{'type':'message','text':'secret','target':'" + victim.id + "'}");
        assertTrue(victim.got().toString().contains("secret"));
        assertEquals(List.of(), mallory.got());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "{'type':'username','name':'LONG'}            | NAME_TOO_LONG",
        "{'type':'join','room':'LONG'}                | ROOM_NAME",
        "{'type':'message','text':'x','target':'LONG'}| NO_SUCH_USER",
        "{'type':'message','text':'x','room':'LONG'}  | ROOM_NAME",
    })
    void an_absurdly_long_name_is_refused_before_it_is_normalised(String frame, String code) {
        Client anna = client().named("Anna");
        String name = "a" + "\u0301".repeat(200_000) + "\u0316".repeat(200_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            anna.send(frame.replace("LONG", name));
            assertTrue(anna.got().toString().contains("'code':'" + code + "'"));
        });
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
    void a_number_that_no_parser_likes_is_bad_json_or_no_date() {
        Client anna = client().named("Anna");
        anna.send("{'type':'message','text':'x','date':" + "1".repeat(1_200) + "}");
        assertTrue(anna.got().get(0).contains("BAD_JSON"));
        anna.send("{'type':'message','text':'x','date':1e999999}");
        String answer = anna.got().get(0);
        assertTrue(answer.contains("BAD_JSON") || answer.contains("'date':1000"), answer);
        anna.send("{'type':'message','text':'x','date':8640000000000001}");
        assertTrue(anna.got().get(0).contains("'date':1000"));
    }

    @Test
    void the_chats_own_events_have_their_words_and_no_others() {
        Client anna = client().named("Anna");
        for (String event : List.of("new message", "add user", "join room", "leave room", "stop typing", "leave chat")) {
            anna.send("{'type':'" + event + "','message':'x','username':'x','fields':{'chatId':'forged'}}");
            assertTrue(anna.got().get(0).contains("TYPE_UNKNOWN"), event);
        }
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

    @Test
    void a_name_of_40_characters_that_is_in_use_stays_within_40() {
        String name = "🦊".repeat(40);
        client().named(name);
        Client other = client();
        other.send("{'type':'username','name':'" + name + "'}");
        assertTrue(other.got().get(0).contains("'name':'" + "🦊".repeat(39) + "1'"));
    }

    @Test
    void a_client_takes_its_name_back_with_its_key() {
        Client before = client();
        before.send("{'type':'username','name':'Anna','key':'secret'}").send("{'type':'join','room':'r'}");
        Client watcher = client().named("Bob");
        Client after = client();
        after.send("{'type':'username','name':'Anna','key':'secret','ack':1}");
        assertTrue(after.got().toString().contains("'name':'Anna'"));
        assertEquals(CloseStatus.REPLACED, before.transport.closed());
        assertEquals("{'type':'userlist','users':['Bob','Anna']}", last(watcher.got()));
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
        assertEquals(
                List.of(
                        "{'type':'ack','ack':1,'room':'r','users':['Anna']}",
                        "{'type':'roomusers','room':'r','users':['Anna']}",
                        "{'type':'roomlist','rooms':['r']}"),
                sortedMembers(anna.got()));
        bob.send("{'type':'join','room':'r'}");
        anna.got();
        bob.got();
        eve.got();
        anna.send("{'type':'message','text':'psst','room':'r'}");
        assertEquals(
                List.of("{'type':'message','name':'Anna','text':'psst','id':'" + anna.id + "','date':1000,'room':'r'}"),
                bob.got());
        assertEquals(List.of(), eve.got());
        eve.send("{'type':'message','text':'let me','room':'r'}");
        assertTrue(eve.got().get(0).contains("NOT_A_MEMBER"));
        bob.send("{'type':'leave','room':'r'}");
        assertTrue(anna.got().contains("{'type':'roomusers','room':'r','users':['Anna']}"));
        anna.connection.closedByPeer(CloseStatus.NORMAL);
        assertTrue(eve.got().contains("{'type':'roomlist','rooms':[]}"));
    }

    @Test
    void a_private_message_reaches_one_person_and_its_author() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        Client eve = client().named("Eve");
        anna.got();
        bob.got();
        anna.send("{'type':'message','text':'psst','target':'bob'}");
        String expected = "{'type':'message','name':'Anna','text':'psst','id':'" + anna.id + "','date':1000,'target':'Bob'}";
        assertEquals(List.of(expected), bob.got());
        assertEquals(List.of(expected.replace(anna.id, "ME")), anna.got());
        assertEquals(List.of(), eve.got());
        anna.send("{'type':'message','text':'x','target':'Zoe'}");
        assertTrue(anna.got().get(0).contains("'code':'NO_SUCH_USER'"));
    }

    @Test
    void nobody_can_listen_in_by_joining_a_room_named_after_a_connection() {
        Client anna = client().named("Anna");
        Client eve = client().named("Eve");
        eve.send("{'type':'join','room':'" + anna.id + "'}");
        assertTrue(eve.got().get(0).contains("'code':'ROOM_NAME'"));
    }

    @Test
    void typing_is_told_to_the_others() {
        Client anna = client().named("Anna");
        Client bob = client().named("Bob");
        anna.got();
        anna.send("{'type':'typing'}").send("{'type':'typing','typing':false}");
        assertEquals(
                List.of("{'type':'typing','name':'Anna','typing':true}", "{'type':'typing','name':'Anna','typing':false}"),
                bob.got());
        assertEquals(List.of(), anna.got());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', nullValues = "-", value = {
        "{'type':'username'}                       | FIELD_MISSING   | name",
        "{'type':'username','name':5}              | FIELD_TYPE      | name",
        "{'type':'username','name':''}             | NAME_EMPTY      | name",
        "{'type':'username','name':'  '}           | NAME_EMPTY      | name",
        "{'type':'username','name':'\\u200b'}      | NAME_EMPTY      | name",
        "{'type':'username','name':'a\\u0007b'}    | NAME_CHARACTERS | name",
        "{'type':'username','name':'a\\u202eb'}    | NAME_CHARACTERS | name",
        "{'type':'username','name':'0123456789012345678901234567890123456789X'} | NAME_TOO_LONG | name",
        "{'type':'username','name':'a','key':''}   | FIELD_TYPE      | key",
        "{'type':'username','name':'a','key':5}    | FIELD_TYPE      | key",
        "{'type':'message'}                        | FIELD_MISSING   | text",
        "{'type':'message','text':null}            | FIELD_TYPE      | text",
        "{'type':'message','text':''}              | TEXT_EMPTY      | text",
        "{'type':'message','text':'01234567890'}   | TEXT_TOO_LONG   | text",
        "{'type':'message','text':'x','room':5}    | FIELD_TYPE      | room",
        "{'type':'message','text':'x','target':[]} | FIELD_TYPE      | target",
        "{'type':'join'}                           | FIELD_MISSING   | room",
        "{'type':'join','room':''}                 | ROOM_NAME       | room",
        "{'type':'leave','room':'nowhere'}         | NOT_A_MEMBER    | room",
        "{'type':'leave','room':'lobby'}           | NOT_A_MEMBER    | room",
        "{'type':'typing','typing':'yes'}          | FIELD_TYPE      | typing",
        "{'type':'dance'}                          | TYPE_UNKNOWN    | type",
    })
    void bad_input_is_refused_by_name_and_nobody_else_notices(String frame, String code, String field) {
        Client bob = client().named("Bob");
        Client anna = client().named("Anna");
        bob.got();
        anna.send(frame);
        List<String> answer = anna.got();
        assertEquals(1, answer.size(), answer.toString());
        assertTrue(answer.get(0).contains("'code':'" + code + "'"), answer.get(0));
        assertTrue(answer.get(0).contains("'field':'" + field + "'"), answer.get(0));
        assertEquals(List.of(), bob.got());
        anna.send("{'type':'message','text':'still here'}");
        assertEquals(1, bob.got().size());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "{'type':'message','text':'x'}",
        "{'type':'join','room':'r'}",
        "{'type':'leave','room':'r'}",
        "{'type':'typing'}",
    })
    void a_name_comes_first(String frame) {
        Client anna = client();
        anna.send(frame);
        assertTrue(anna.got().get(0).contains("'code':'NAME_NEEDED'"));
    }

    @Test
    void names_and_texts_may_be_as_long_as_the_limit() {
        Client anna = client();
        anna.send("{'type':'username','name':'" + "我".repeat(40) + "'}");
        assertEquals("{'type':'userlist','users':['" + "我".repeat(40) + "']}", last(anna.got()));
        anna.send("{'type':'message','text':'" + "🦊".repeat(10) + "'}");
        assertTrue(anna.got().get(0).startsWith("{'type':'message'"));
    }

    @Test
    void there_are_no_more_rooms_than_the_limits() {
        Client anna = client().named("Anna");
        anna.send("{'type':'join','room':'1'}").send("{'type':'join','room':'2'}");
        anna.got();
        anna.send("{'type':'join','room':'3'}");
        assertTrue(anna.got().get(0).contains("'code':'ROOM_LIMIT'"));
        Client bob = client().named("Bob");
        bob.send("{'type':'join','room':'3'}");
        assertTrue(bob.got().get(0).contains("'code':'ROOM_LIMIT'"));
        bob.send("{'type':'join','room':'1'}");
        assertTrue(bob.got().toString().contains("roomusers"));
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
        assertEquals(List.of("{'code':2,'chatId':'c1','text':'hi','extra':[1],'name':'Cora','count':2}"), cora.got());
        assertTrue(dan.got().get(0).startsWith("{'type':'message','name':'Cora','text':'hi'"));

        dan.send("{'type':'message','text':'hello'}");
        assertEquals(
                List.of("{'code':2,'name':'Dan','message':'hello','chatId':'" + dan.id + "','date':1000,'count':2}"),
                cora.got());
        dan.got();

        cora.send("{'code':3}");
        assertEquals(CloseStatus.NORMAL, cora.transport.closed());
        assertEquals(List.of("{'type':'userlist','users':['Dan']}"), dan.got());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', nullValues = "-", value = {
        "{}                     | TYPE_MISSING  | code",
        "{'code':'1'}           | TYPE_MISSING  | code",
        "{'code':1.5}           | TYPE_MISSING  | code",
        "{'code':99}            | TYPE_UNKNOWN  | code",
        "{'code':4294967297}    | TYPE_UNKNOWN  | code",
        "{'code':1}             | FIELD_MISSING | name",
        "{'code':1,'name':''}   | NAME_EMPTY    | name",
        "{'code':2}             | FIELD_MISSING | message",
    })
    void bad_codes_are_refused_by_number(String frame, String code, String field) {
        Client cora = new Client("/team", codes);
        cora.send(frame);
        String answer = cora.got().get(0);
        assertTrue(answer.startsWith("{'code':4,'error':'" + code + "'"), answer);
        assertTrue(answer.contains("'field':'" + field + "'"), answer);
    }

    @Test
    void what_a_codes_client_says_of_itself_is_limited() {
        Client cora = new Client("/team", codes);
        cora.send("{'code':1,'name':'Cora','avatar':'" + "x".repeat(2_000) + "'}");
        assertTrue(cora.got().get(0).contains("'error':'FIELD_TOO_LONG'"));
        cora.send("{'code':1,'name':'Cora'}");
        cora.got();
        cora.send("{'code':2,'text':'x','blob':'" + "x".repeat(3_000) + "'}");
        assertTrue(cora.got().get(0).contains("'error':'FIELD_TOO_LONG'"));
    }

    private static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    // the acknowledgement's members come in no particular order
    private static List<String> sortedMembers(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("'users':['Anna'],'room':'r'}", "'room':'r','users':['Anna']}"))
                .toList();
    }
}
