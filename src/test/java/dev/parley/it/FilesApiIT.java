package dev.parley.it;

import static dev.parley.it.ApiClient.encoded;
import static dev.parley.it.ApiClient.json;
import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.net.URL;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that people send and fetch over HTTP, on a container. */
@ArquillianTest
class FilesApiIT {
    private static final byte[] SMALL = {1, 2, 3};
    private static final int MOST = 10_000_000;

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley();
    }

    @ArquillianResource
    private URL base;

    private ApiClient api;
    private JsonClient anna;

    @BeforeEach
    void connect() throws Exception {
        api = new ApiClient(base.toURI());
        anna = person("Anna");
    }

    @AfterEach
    void leave() {
        anna.close();
    }

    private JsonClient person(String name) throws Exception {
        JsonClient client = JsonClient.connect(Deployed.webSocket(base.toURI(), "ws/files"));
        client.send("{'type':'username','name':'" + name + "','key':'" + name + "','ack':1}").await("'ack':1");
        return client;
    }

    private HttpResponse<byte[]> send(String query, String type, byte[] content) throws Exception {
        return api.post(
                "api/files?namespace=/files&" + query,
                BodyPublishers.ofByteArray(content),
                "Authorization", "Bearer Anna", "Content-Type", type);
    }

    private JsonObject sent(String name, String type, byte[] content) throws Exception {
        HttpResponse<byte[]> answer = send("name=" + encoded(name), type, content);
        assertEquals(201, answer.statusCode(), () -> ApiClient.text(answer));
        return json(answer);
    }

    private static String address(JsonObject file) {
        return "api/files/" + file.getString("id") + "/" + encoded(file.getString("name"));
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void a_file_is_sent_then_said_and_fetched_by_those_who_have_heard_of_it() throws Exception {
        byte[] content = new byte[300_000]; // more than one part of the store
        new Random(1).nextBytes(content);
        try (JsonClient bob = person("Bob")) {
            JsonObject file = sent("train.png", "image/png", content);
            anna.send("{'type':'message','file':'" + file.getString("id") + "'}");
            String heard = bob.await("'file'");
            String told = file.toString().replace('"', '\'');
            assertTrue(heard.contains("'file':" + told), heard);
            assertEquals("{'id':'" + file.getString("id") + "','name':'train.png','type':'image/png','size':300000}", told);
            assertArrayEquals(content, api.get(address(file)).body());
            JsonObject page = json(api.get("api/rooms/lobby/messages?namespace=/files&limit=1"));
            assertEquals(file, page.getJsonArray("messages").getJsonObject(0).getJsonObject("file"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "image/png                 | image/png                | inline",
        "image/JPEG                | image/jpeg               | inline",
        "image/svg+xml             | application/octet-stream | attachment",
        "text/plain; charset=utf-8 | application/octet-stream | attachment",
        "application/pdf           | application/octet-stream | attachment",
    })
    void nothing_in_a_file_runs_as_a_page_of_this_site(String type, String shown, String disposition) throws Exception {
        HttpResponse<byte[]> answer = api.get(address(sent("a.x", type, SMALL)));
        assertEquals(shown, header(answer, "Content-Type").replaceFirst(";.*", ""));
        assertEquals(disposition + "; filename*=UTF-8''a.x", header(answer, "Content-Disposition"));
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals(1, answer.headers().allValues("Content-Security-Policy").size());
        assertEquals("default-src 'none'; sandbox", header(answer, "Content-Security-Policy"));
        assertEquals("private, max-age=31536000, immutable", header(answer, "Cache-Control"));
        assertEquals("3", header(answer, "Content-Length"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "../../etc/passwd         | passwd                | passwd",
        "C:\\Users\\anna\\b.txt   | b.txt                 | b.txt",
        "a;b=\"c\".txt            | a;b=\"c\".txt         | a%3Bb%3D%22c%22.txt",
        "100% * 'x'.txt           | 100% * 'x'.txt        | 100%25%20%2A%20%27x%27.txt",
        "поезд.txt                | поезд.txt             | %D0%BF%D0%BE%D0%B5%D0%B7%D0%B4.txt",
    })
    void a_name_is_no_path_and_breaks_no_header(String name, String kept, String told) throws Exception {
        JsonObject file = sent(name, "text/plain", SMALL);
        assertEquals(kept, file.getString("name"));
        HttpResponse<byte[]> answer = api.get(address(file).replace("%5C", "/"));
        assertEquals("attachment; filename*=UTF-8''" + told, header(answer, "Content-Disposition"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name=", "name=..", "name=.htaccess", "name=a/", "name=a%0D%0AX:1", "name=%E2%80%AEgpj.exe"})
    void what_is_no_name_is_refused(String query) throws Exception {
        assertEquals("name", refused(400, "FILE_NAME", send(query, "text/plain", SMALL)).getString("field"));
    }

    @Test
    void a_name_has_200_characters_and_not_one_more() throws Exception {
        assertEquals(200, sent("я".repeat(200), "text/plain", SMALL).getString("name").length());
        refused(400, "FILE_NAME", send("name=" + "x".repeat(201), "text/plain", SMALL));
    }

    @Test
    void a_file_of_ten_million_bytes_is_taken_and_one_byte_more_is_not() throws Exception {
        byte[] content = new byte[MOST + 1];
        refused(413, "FILE_TOO_LARGE", send("name=a", "text/plain", content));
        byte[] less = new byte[MOST];
        less[MOST - 1] = 7;
        assertArrayEquals(less, api.get(address(sent("a", "text/plain", less))).body());
        assertArrayEquals(new byte[0], api.get(address(sent("empty", "text/plain", new byte[0]))).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/javascript", "application/x-www-form-urlencoded", "image", "image/", "image/*", "x"})
    void files_of_other_types_are_refused(String type) throws Exception {
        refused(415, "FILE_TYPE", send("name=a", type, SMALL));
    }

    @Test
    void parameters_are_those_of_the_address_and_never_of_the_body() throws Exception {
        byte[] form = "name=a&namespace=/other&room=other".getBytes(StandardCharsets.UTF_8);
        refused(400, "FILE_NAME", send("", "text/plain", form));
        refused(415, "FILE_TYPE", send("name=b", "application/x-www-form-urlencoded", form));
    }

    @Test
    void a_file_without_a_length_is_refused() throws Exception {
        refused(
                411,
                "LENGTH_NEEDED",
                api.post(
                        "api/files?namespace=/files&name=a",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000])),
                        "Authorization", "Bearer Anna", "Content-Type", "text/plain"));
    }

    @ParameterizedTest
    @CsvSource({
        "namespace=/files&name=a,              ,            401, KEY_NEEDED",
        "namespace=/files&name=a,              Basic QTpC,  401, KEY_NEEDED",
        "namespace=/files&name=a,              Bearer Eve,  401, NAME_NEEDED",
        "namespace=/nowhere&name=a,            Bearer Anna, 404, NO_SUCH_NAMESPACE",
        "namespace=/files&name=a&target=@-@,   Bearer Anna, 404, NO_SUCH_USER",
        "namespace=/files&name=a&room=other,   Bearer Anna, 403, NOT_A_MEMBER",
        "namespace=/files&name=a&room=@other,  Bearer Anna, 400, ROOM_NAME",
    })
    void who_may_not_speak_there_may_not_send_there(String query, String key, int status, String code) throws Exception {
        String[] headers = key == null ? new String[0] : new String[] {"Authorization", key};
        refused(status, code, api.post("api/files?" + query, BodyPublishers.ofByteArray(SMALL), headers));
    }

    @Test
    void pages_of_other_hosts_may_not_send() throws Exception {
        refused(
                403,
                "ORIGIN",
                api.post(
                        "api/files?namespace=/files&name=a",
                        BodyPublishers.ofByteArray(SMALL),
                        "Authorization", "Bearer Anna", "Origin", "http://evil.example"));
    }

    @Test
    void who_is_refused_takes_nobodys_place_while_still_sending() throws Exception {
        String file = address(sent("a", "text/plain", SMALL));
        List<RawExchange> refused = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                RawExchange sender = new RawExchange(base.toURI().resolve("api/files?name=a"));
                refused.add(sender);
                assertEquals(401, sender.begin("POST", "Content-Length: 1000000").line("").readStatus());
            }
            assertArrayEquals(SMALL, api.get(file).body());
        } finally {
            for (RawExchange sender : refused) {
                sender.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For: 192.0.2.1", "Via: 1.1 proxy"})
    void who_is_refused_behind_a_proxy_hears_so_when_all_is_sent(String passedOn) throws Exception {
        try (RawExchange sender = new RawExchange(base.toURI().resolve("api/files?name=a"))) {
            sender.begin("POST", passedOn).line("Content-Length: 1000000").line("").write(new byte[999_999]);
            assertTrue(sender.isSilentFor(Duration.ofMillis(300)), "answered before the last byte");
            RawExchange.Answer answer = sender.write(new byte[1]).read();
            assertEquals(401, answer.status());
            assertTrue(answer.text().contains("KEY_NEEDED"), answer.text());
        }
    }

    @Test
    void a_file_that_breaks_off_is_refused() throws Exception {
        try (RawExchange sender = new RawExchange(base.toURI().resolve("api/files?namespace=/files&name=a"))) {
            sender.begin("POST", "Authorization: Bearer Anna", "Content-Type: text/plain");
            sender.line("Content-Length: 1000").line("").write(SMALL).leaveOff();
            if (Deployed.isOn("payara")) { // which hangs up
                assertThrows(EOFException.class, sender::readStatus);
            } else {
                assertEquals(400, sender.readStatus()); // Tomcat says so by itself
            }
        }
    }

    @Test
    void a_file_is_said_only_where_it_was_sent_to_and_by_who_has_sent_it() throws Exception {
        String id = sent("a", "text/plain", SMALL).getString("id");
        anna.send("{'type':'join','room':'r','ack':2}").await("'ack':2");
        String elsewhere = anna.send("{'type':'message','room':'r','file':'" + id + "','ack':3}").await("'ack':3");
        assertTrue(elsewhere.contains("NO_SUCH_FILE"), elsewhere);
        try (JsonClient bob = person("Bob")) {
            String other = bob.send("{'type':'message','file':'" + id + "','ack':3}").await("'ack':3");
            assertTrue(other.contains("NO_SUCH_FILE"), other);
        }
        String mine = anna.send("{'type':'message','file':'" + id + "','ack':4}").await("'ack':4");
        assertTrue(mine.contains("'date'"), mine);
    }

    private HttpResponse<byte[]> sendAsCarl() throws Exception {
        return api.post(
                "api/files?namespace=/files&name=a",
                BodyPublishers.ofByteArray(SMALL),
                "Authorization", "Bearer Carl", "Content-Type", "text/plain");
    }

    private String waitingOfCarl() throws Exception {
        HttpResponse<byte[]> sent = sendAsCarl();
        assertEquals(201, sent.statusCode());
        return address(json(sent));
    }

    @Test
    void a_hundred_files_may_wait_for_their_messages_and_another_when_one_is_taken_back() throws Exception {
        List<String> waiting = new ArrayList<>();
        try (JsonClient carl = person("Carl")) {
            for (int i = 0; i < 100; i++) {
                waiting.add(waitingOfCarl());
            }
            refused(429, "FILES_WAITING", sendAsCarl());
            takeBack(waiting.remove(0));
            waiting.add(waitingOfCarl());
            assertTrue(!carl.isClosed());
        } finally {
            for (String address : waiting) { // else nothing more may wait from this address, which need not be the loopback
                takeBack(address);
            }
        }
    }

    private void takeBack(String address) throws Exception {
        refused(404, "NO_SUCH_FILE", api.send("DELETE", address, BodyPublishers.noBody(), "Authorization", "Bearer Anna"));
        refused(401, "KEY_NEEDED", api.send("DELETE", address, BodyPublishers.noBody()));
        HttpResponse<byte[]> gone = api.send("DELETE", address, BodyPublishers.noBody(), "Authorization", "Bearer Carl");
        assertEquals("200 {}", gone.statusCode() + " " + ApiClient.text(gone));
        refused(404, "NO_SUCH_FILE", api.get(address));
    }

    @Test
    void a_file_goes_with_its_message() throws Exception {
        JsonObject file = sent("a", "text/plain", SMALL);
        String said = anna.send("{'type':'message','file':'" + file.getString("id") + "','ack':5}").await("'ack':5");
        String id = said.replaceAll(".*'id':([0-9]+).*", "$1");
        anna.send("{'type':'delete','id':" + id + ",'ack':6}").await("'ack':6");
        refused(404, "NO_SUCH_FILE", api.get(address(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody/a", "%2e%2e/a", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/a", "a'b/a", "a%20b/a"})
    void a_file_that_is_not_there_is_not_found(String path) throws Exception {
        HttpResponse<byte[]> answer = api.unchecked("GET", "api/files/" + path, BodyPublishers.noBody());
        boolean isElsewhere = path.startsWith("%2e") && !Deployed.isOn("undertow");
        JsonObject error = refused(404, isElsewhere ? "NOT_FOUND" : "NO_SUCH_FILE", answer);
        assertTrue(error.containsKey("message"));
    }
}
