package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;

/** Signs up, in and out over HTTP; bodies are written with {@code '} for {@code "}. */
final class AccountClient {
    static final String PASSWORD = "correct horse";

    /** Clients of this host may try as often as they like; behind a proxy that is believed, this is where one is. */
    private static final String[] HEADERS = {"Content-Type", "application/json", "X-Forwarded-For", "127.0.0.1"};

    /**
     * What a page has when somebody has signed in.
     *
     * @param token says who it is, on every wire
     * @param cookie as a browser sends it
     */
    record SignedIn(String id, String name, String token, String cookie) {

        static SignedIn of(HttpResponse<byte[]> answer) {
            JsonObject body = ApiClient.json(answer);
            JsonObject user = body.getJsonObject("user");
            return new SignedIn(
                    user.getString("id"), user.getString("name"), body.getString("token"), AccountClient.cookie(answer).replaceFirst(";.*", ""));
        }

        /** The value of the header {@code Authorization}. */
        String bearer() {
            return "Bearer " + token;
        }
    }

    private final ApiClient api;

    /** @param base the application's address, with a slash at its end */
    AccountClient(URI base) throws IOException, InterruptedException {
        this.api = new ApiClient(base);
    }

    ApiClient api() {
        return api;
    }

    /** The header that sets a cookie; empty if there is none. */
    static String cookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElse("");
    }

    static String credentials(String name, String password) {
        return "{'name':'" + name + "','password':'" + password + "'}";
    }

    /** @param headers names and values in turn */
    HttpResponse<byte[]> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        return api.send(
                method,
                path,
                BodyPublishers.ofString(body.replace('\'', '"')),
                Stream.concat(Arrays.stream(HEADERS), Arrays.stream(headers)).toArray(String[]::new));
    }

    SignedIn signUp(String name) throws IOException, InterruptedException {
        return begun(201, send("POST", "api/accounts", credentials(name, PASSWORD)));
    }

    SignedIn signIn(String name) throws IOException, InterruptedException {
        return begun(200, send("POST", "api/session", credentials(name, PASSWORD)));
    }

    HttpResponse<byte[]> refresh(String cookie) throws IOException, InterruptedException {
        return api.post("api/session/refresh", BodyPublishers.noBody(), "Cookie", cookie);
    }

    HttpResponse<byte[]> signOut(String cookie) throws IOException, InterruptedException {
        return api.send("DELETE", "api/session", BodyPublishers.noBody(), "Cookie", cookie);
    }

    static SignedIn begun(int status, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode(), () -> ApiClient.text(answer));
        return SignedIn.of(answer);
    }
}
