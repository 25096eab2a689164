package dev.parley.it;

import static dev.parley.it.ApiClient.encoded;
import static dev.parley.it.ApiClient.ids;
import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static dev.parley.it.ApiClient.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was said, for those who fetch it over HTTP. */
@ArquillianTest
class MessagesApiIT {
    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley();
    }

    @ArquillianResource
    private URL base;

    private ApiClient api;

    @BeforeEach
    void connect() throws Exception {
        api = new ApiClient(base.toURI());
    }

    /** Somebody in the chat, with a key that is their name. */
    private JsonClient person(String namespace, String name) throws Exception {
        JsonClient client = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws/" + namespace));
        return said(client, "{'type':'username','name':'" + name + "','key':'" + name + "'}");
    }

    private static JsonClient said(JsonClient client, String frame) throws Exception {
        String acknowledged = client.send(frame.replaceFirst("}$", ",'ack':9}")).await("'ack':9");
        assertFalse(acknowledged.contains("'error'"), acknowledged);
        return client;
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void the_document_says_where_it_stands() throws Exception {
        JsonObject document = json(api.get("api/openapi.json"));
        assertEquals("3.1.0", document.getString("openapi"));
        String context = base.getPath().replaceFirst("(.)/$", "$1");
        assertEquals(
                context, document.getJsonArray("servers").getJsonObject(0).getString("url"));
    }

    @Test
    void rooms_are_told_by_name_with_what_they_are_about() throws Exception {
        assertEquals("{\"rooms\":[]}", text(api.get("api/rooms?namespace=/rooms")));
        try (JsonClient anna = person("rooms", "Anna")) {
            said(said(anna, "{'type':'join','room':'b'}"), "{'type':'join','room':'a'}");
            said(anna, "{'type':'topic','room':'a','topic':'trains'}");
            said(anna, "{'type':'message','text':'in the lobby'}");
        }
        String both = "{\"rooms\":[{\"room\":\"a\",\"topic\":\"trains\"},{\"room\":\"b\",\"topic\":\"\"}]}";
        assertEquals(both, text(api.get("api/rooms?namespace=/rooms")));
        assertEquals(both, text(api.get("api/rooms?namespace=rooms")), "a namespace is meant without its slash as well");
        assertEquals("{\"rooms\":[]}", text(api.get("api/rooms?namespace=/nowhere")));
    }

    @Test
    void a_room_is_read_page_by_page_in_both_directions() throws Exception {
        try (JsonClient anna = person("pages", "Anna")) {
            said(anna, "{'type':'join','room':'r'}");
            for (int i = 1; i <= 120; i++) {
                said(anna, "{'type':'message','room':'r','text':'" + i + "'}");
            }
            said(anna, "{'type':'edit','room':'r','id':7,'text':'other'}");
        }
        String room = "api/rooms/r/messages?namespace=/pages";
        HttpResponse<byte[]> newest = api.get(room);
        assertEquals(numbers(71, 120), ids(newest));
        assertTrue(json(newest).getBoolean("more"));
        assertEquals(numbers(21, 70), ids(api.get(room + "&before=71")));
        HttpResponse<byte[]> oldest = api.get(room + "&before=21&limit=200");
        assertEquals(numbers(1, 20), ids(oldest));
        assertFalse(json(oldest).getBoolean("more"));
        assertEquals(numbers(111, 120), ids(api.get(room + "&limit=10")));
        assertEquals(List.of(1, 2, 3), ids(api.get(room + "&after=0&limit=3")));
        HttpResponse<byte[]> changed = api.get(room + "&after=119");
        assertEquals(List.of(120, 7), ids(changed), "in the order of the changes");
        JsonObject edited = json(changed).getJsonArray("messages").getJsonObject(1);
        assertEquals("other", edited.getString("message"));
        assertEquals(121, edited.getInt("changed"));
        assertEquals(List.of(), ids(api.get(room + "&after=121")));
    }

    @Test
    void a_message_has_all_that_belongs_to_it() throws Exception {
        try (JsonClient anna = person("all", "Anna")) {
            said(anna, "{'type':'message','text':'first','nonce':'secret','fields':{'colour':'red'}}");
            said(anna, "{'type':'message','text':'second','replyTo':1}");
            said(anna, "{'type':'react','id':1,'reaction':'👍'}");
            said(anna, "{'type':'delete','id':2}");
        }
        HttpResponse<byte[]> page = api.get("api/rooms/lobby/messages?namespace=/all");
        JsonObject first = json(page).getJsonArray("messages").getJsonObject(0);
        assertEquals("Anna", first.getString("username"));
        assertEquals("red", first.getJsonObject("fields").getString("colour"));
        assertEquals("👍", first.getJsonArray("reactions").getJsonObject(0).getString("reaction"));
        assertTrue(first.getJsonNumber("date").longValue() > 1_600_000_000_000L);
        JsonObject second = json(page).getJsonArray("messages").getJsonObject(1);
        assertTrue(second.getBoolean("deleted"));
        assertEquals("", second.getString("message"));
        assertFalse(text(page).contains("secret"), "nobody knows who asks");
    }

    @Test
    void what_two_have_said_in_private_is_for_their_keys_alone() throws Exception {
        try (JsonClient anna = person("private", "Anna");
                JsonClient bob = person("private", "Bob")) {
            said(anna, "{'type':'message','target':'Bob','text':'psst','nonce':'n1'}");
            String heard = bob.await("psst");
            String annas = heard.replaceAll(".*'from':'([^']*)'.*", "$1");
            String bobs = heard.replaceAll(".*'to':'([^']*)'.*", "$1");
            JsonObject mine = json(api.get("api/people/" + bobs + "/messages?namespace=/private", bearer("Anna")));
            assertEquals("n1", mine.getJsonArray("messages").getJsonObject(0).getString("nonce"));
            JsonObject theirs = json(api.get("api/people/" + annas + "/messages?namespace=/private", bearer("Bob")));
            assertEquals("psst", theirs.getJsonArray("messages").getJsonObject(0).getString("message"));
            for (String id : List.of(annas, bobs, annas + "+" + bobs)) {
                assertEquals(List.of(), ids(api.get("api/people/" + id + "/messages?namespace=/private", bearer("Eve"))));
            }
            String room = encoded("@" + annas + "+" + bobs);
            refused(400, "ROOM_NAME", api.get("api/rooms/" + room + "/messages?namespace=/private"));
            assertEquals("{\"rooms\":[]}", text(api.get("api/rooms?namespace=/private")));
        }
    }

    private static String[] bearer(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "a b", "a+b", "100%", "поезд 火车", "a;b=c", "a?b#c", "messages/messages", "a&b='<i>"})
    void a_room_is_found_whatever_it_is_called(String name) throws Exception {
        try (JsonClient anna = person("names", "Anna")) {
            said(anna, "{'type':'join','room':'" + name.replace("'", "\\u0027") + "'}");
            said(anna, "{'type':'message','room':'" + name.replace("'", "\\u0027") + "','text':'here'}");
        }
        HttpResponse<byte[]> page =
                api.get("api/rooms/" + encoded(name).replace("%2F", "/") + "/messages?namespace=/names");
        assertEquals(name, json(page).getJsonArray("messages").getJsonObject(0).getString("room"));
    }

    @ParameterizedTest
    @CsvSource({
        "api/rooms/nowhere/messages,              404, NO_SUCH_ROOM, room",
        "api/rooms/%40a/messages,                 400, ROOM_NAME,    room",
        "api/rooms/%20/messages,                  400, ROOM_NAME,    room",
        "api/rooms/lobby/messages?limit=0,        400, FIELD_TYPE,   limit",
        "api/rooms/lobby/messages?limit=201,      400, FIELD_TYPE,   limit",
        "api/rooms/lobby/messages?limit=99999999999, 400, FIELD_TYPE, limit",
        "api/rooms/lobby/messages?limit=ten,      400, FIELD_TYPE,   limit",
        "api/rooms/lobby/messages?after=-1,       400, FIELD_TYPE,   after",
        "api/rooms/lobby/messages?after=%25,      400, FIELD_TYPE,   after",
        "api/rooms/lobby/messages?before=1.5,     400, FIELD_TYPE,   before",
        "api/people/x/messages,                   401, KEY_NEEDED,   ",
    })
    void what_cannot_be_answered_is_refused_by_name(String path, int status, String code, String field) throws Exception {
        JsonObject error = refused(status, code, api.get(path));
        assertEquals(field == null ? "" : field, error.getString("field", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    api,                      404, NOT_FOUND",
        "GET,    api/nothing,              404, NOT_FOUND",
        "GET,    api/rooms/r,              404, NOT_FOUND",
        "GET,    api/rooms/r/messages/1,   404, NOT_FOUND",
        "GET,    api/people/messages,      404, NOT_FOUND",
        "POST,   api/rooms,                405, METHOD",
        "DELETE, api/rooms/r/messages,     405, METHOD",
        "PUT,    api/openapi.json,         405, METHOD",
        "PATCH,  api/files,                405, METHOD",
    })
    void nothing_is_at_other_addresses(String method, String path, int status, String code) throws Exception {
        HttpResponse<byte[]> answer = api.unchecked(method, path, BodyPublishers.noBody());
        refused(status, code, answer);
        assertEquals(status == 405, answer.headers().firstValue("Allow").isPresent());
    }

    @Test
    void nobody_waits_for_those_who_do_not_read_their_answers() throws Exception {
        String much = "x".repeat(25_000);
        for (int person = 0; person < 10; person++) { // alone one may not say so much so soon
            try (JsonClient talker = person("slow", "Anna " + person)) {
                for (int i = 0; i < 19; i++) {
                    said(talker, "{'type':'message','text':'a','fields':{'much':'" + much + "'}}");
                }
            }
        }
        URI page = base.toURI().resolve("api/rooms/lobby/messages?namespace=/slow&limit=200");
        List<RawExchange> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                RawExchange client = new RawExchange(page);
                clients.add(client);
                assertEquals(200, client.begin("GET").readStatus());
            }
            assertEquals(List.of(190), ids(api.get("api/rooms/lobby/messages?namespace=/slow&limit=1")));
        } finally {
            for (RawExchange client : clients) {
                client.close();
            }
        }
    }

    @Test
    void an_answer_is_json_that_nobody_keeps_and_its_head_can_be_had_alone() throws Exception {
        HttpResponse<byte[]> answer = api.get("api/rooms");
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
        HttpResponse<byte[]> head = api.unchecked("HEAD", "api/rooms", BodyPublishers.noBody());
        assertEquals(200, head.statusCode());
        assertEquals("", text(head));
    }
}
