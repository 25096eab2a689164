package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.SseClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Event streams of a server that has other options, or stops. */
class SseProcessIT {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void streams_are_told_when_the_server_stops_and_do_not_hold_it_up() throws Exception {
        RunningParley parley = RunningParley.start();
        try (SseClient client = SseClient.connect(parley.address().resolve("sse/stop"))) {
            assertEquals(143, parley.stop());
            assertTrue(client.await("'close'").contains("'code':1001,'reason':'server shutting down'"));
            assertEquals("", parley.errors());
        }
    }

    @Test
    void who_stays_away_is_gone_after_the_grace() throws Exception {
        try (RunningParley parley = RunningParley.start(
                        "--set", "parley.sse.grace=500ms", "--set", "parley.heartbeat.interval=200ms");
                SseClient other = SseClient.connect(parley.address().resolve("sse/grace"))) {
            other.post("{'type':'username','name':'Anna'}");
            try (SseClient client = SseClient.connect(parley.address().resolve("sse/grace"))) {
                client.post("{'type':'username','name':'Bob'}");
                other.await("'users':['Anna','Bob']");
            }
            other.await("'users':['Anna']"); // the comments have shown that nobody reads them
        }
    }

    @Test
    void pages_of_origins_that_are_listed_may_open_streams_and_speak() throws Exception {
        String origin = "https://pages.example.org";
        try (RunningParley parley = RunningParley.start("--set", "parley.origins=" + origin)) {
            URI address = parley.address().resolve("sse/cors");
            HttpResponse<String> preflight = HTTP.send(
                    HttpRequest.newBuilder(address)
                            .header("Origin", origin)
                            .header("Access-Control-Request-Method", "POST")
                            .header("Access-Control-Request-Headers", "content-type,session")
                            .method("OPTIONS", BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(204, preflight.statusCode());
            assertEquals(origin, preflight.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
            assertEquals("content-type,session", preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""));
            HttpResponse<String> post = HTTP.send(
                    HttpRequest.newBuilder(address)
                            .header("Origin", origin)
                            .header("Session", "x")
                            .POST(BodyPublishers.ofString("{}"))
                            .build(),
                    BodyHandlers.ofString());
            assertEquals(404, post.statusCode());
            assertEquals(origin, post.headers().firstValue("Access-Control-Allow-Origin").orElse(""), "it may read why");
        }
    }

    @Test
    void a_server_that_is_full_says_when_to_come_again() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.connections.max=1");
                SseClient client = SseClient.connect(parley.address().resolve("sse"))) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(parley.address().resolve("sse")).build(), BodyHandlers.ofString());
            assertEquals(503, answer.statusCode());
            assertEquals("5", answer.headers().firstValue("Retry-After").orElse(""));
            assertTrue(answer.body().contains("\"code\":\"SERVER_FULL\""), answer::body);
            assertEquals(200, client.post("{'type':'username','name':'Anna','ack':1}").statusCode());
        }
    }

    @Test
    void nothing_is_at_sse_when_that_is_not_wanted() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.sse.enabled=false")) {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(parley.address().resolve("sse")).build(), BodyHandlers.ofString());
            assertEquals(404, answer.statusCode());
        }
    }
}
