package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input, limits, and people who mean no good. */
class HostileChatTest extends ChatFixture {
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
    void nobody_can_listen_in_by_joining_a_room_named_after_a_connection() {
        Client anna = client().named("Anna");
        Client eve = client().named("Eve");
        eve.send("{'type':'join','room':'" + anna.id + "'}");
        assertTrue(eve.got().get(0).contains("'code':'ROOM_NAME'"));
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

    private static void join(Client person, String... rooms) {
        for (String room : rooms) {
            person.send("{'type':'join','room':'" + room + "'}");
            assertTrue(person.got().toString().contains("'type':'roomusers'"), room);
        }
    }

    @Test
    void as_many_rooms_as_there_may_be_are_made_and_not_one_more() {
        start(new ChatOptions(10, 2, 3, 1_000));
        Client anna = client().named("Anna");
        join(anna, "1", "2");
        anna.send("{'type':'join','room':'3'}");
        assertTrue(anna.got().get(0).contains("there may be at most 2 rooms"));
    }

    @Test
    void one_person_is_in_as_many_rooms_as_one_may_be_and_not_in_one_more() {
        start(new ChatOptions(10, 3, 2, 1_000));
        Client anna = client().named("Anna");
        join(anna, "1", "2");
        anna.send("{'type':'join','room':'3'}");
        assertTrue(anna.got().get(0).contains("one may be in at most 2 rooms"));
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
}
