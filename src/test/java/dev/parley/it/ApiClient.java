package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A client of the HTTP API. Each answer is held against the document that the same server publishes. */
final class ApiClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final OpenApi document;

    /** @param base the application's address, with a slash at its end */
    ApiClient(URI base) throws IOException, InterruptedException {
        this.base = base;
        HttpRequest request = HttpRequest.newBuilder(base.resolve("api/openapi.json")).build();
        document = new OpenApi(json(HTTP.send(request, BodyHandlers.ofByteArray())));
    }

    /** @param headers names and values in turn */
    HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> post(String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send("POST", path, body, headers);
    }

    HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = unchecked(method, path, body, headers);
        document.check(method, "/" + path.replaceFirst("\\?.*", ""), answer);
        return answer;
    }

    /** An answer of which the document need not speak. */
    HttpResponse<byte[]> unchecked(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** As it stands in a path or after a question mark. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    static JsonObject json(HttpResponse<byte[]> answer) {
        return Json.createReader(new ByteArrayInputStream(answer.body())).readObject();
    }

    /** That somebody was refused, and why; in the one shape that refusals have. */
    static JsonObject refused(int status, String code, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), () -> text(answer));
        JsonObject error = json(answer).getJsonObject("error");
        assertEquals(code, error.getString("code"));
        return error;
    }

    /** The ids of a page. */
    static List<Integer> ids(HttpResponse<byte[]> page) {
        assertEquals(200, page.statusCode(), () -> text(page));
        return json(page).getJsonArray("messages").getValuesAs(message -> message.asJsonObject().getInt("id"));
    }
}
