package dev.parley.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.RawClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is shown to the server, rightly or wrongly, and however much it logs, no secret is in its log or in an address. */
class SecretsIT {
    private static final String PASSWORD = "correct-horse-4711";
    private static final String NEXT_PASSWORD = "battery-staple-4712";
    private static final String WRONG_PASSWORD = "wrong-horse-4713";
    private static final String KEY = "the-key-of-a-guest-4714";
    private static final String FORGED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiI0NzE1In0.forged-4715";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @ValueSource(strings = {"undertow", "tomcat"})
    void no_password_and_no_token_is_in_the_log_however_much_is_logged(String server) throws Exception {
        try (RunningParley parley = RunningParley.startTalkative("dev.parley", "--server", server)) {
            HttpResponse<String> signedUp = api(parley, "POST", "api/accounts", credentials(PASSWORD));
            String access = token(signedUp);
            String cookie = cookie(signedUp);
            api(parley, "POST", "api/session", credentials(WRONG_PASSWORD));
            api(parley, "POST", "api/session", credentials(PASSWORD).replace('}', ' ')); // no JSON
            api(parley, "POST", "api/session", "{\"name\":\"Ann\",\"password\":{\"" + PASSWORD + "\":1}}");
            HttpResponse<String> refreshed = api(parley, "POST", "api/session/refresh", "", "Cookie", cookie);
            assertEquals(200, refreshed.statusCode(), refreshed.body());
            api(parley, "POST", "api/session/refresh", "", "Cookie", cookie.replaceFirst(".$", "") + "_");
            HttpResponse<String> changed = api(
                    parley,
                    "PUT",
                    "api/accounts/password",
                    "{\"name\":\"Ann\",\"password\":\"" + PASSWORD + "\",\"new\":\"" + NEXT_PASSWORD + "\"}");
            String latest = token(changed); // the sessions of the others have ended
            for (String shown : List.of(access, FORGED, latest)) {
                show(parley, shown);
            }
            api(parley, "DELETE", "api/session", "", "Cookie", cookie(changed));
            parley.stop();
            String log = parley.errors();
            assertTrue(log.contains(" FINE dev.parley."), log); // or nothing of this is worth anything
            for (String secret : List.of(
                    PASSWORD, WRONG_PASSWORD, NEXT_PASSWORD, KEY, FORGED, signature(access), signature(latest), signature(FORGED),
                    value(cookie), value(cookie(refreshed)), value(cookie(changed)))) {
                assertFalse(log.contains(secret), () -> secret + " is in " + log);
            }
        }
    }

    /** On every wire, where it belongs, and where it does not. */
    private void show(RunningParley parley, String token) throws Exception {
        api(parley, "GET", "api/rooms", "", "Authorization", "Bearer " + token);
        api(parley, "GET", "api/rooms", "", "Authorization", "Bearer " + token, "Origin", "http://evil.example");
        URI polling = parley.address().resolve("socket.io/?EIO=4&transport=polling");
        for (String entering : List.of("40{\"token\":\"" + token + "\"}", "40{\"token\":\"" + token, "40{\"token\":[\"" + token + "\"]}")) {
            String opened = send(HttpRequest.newBuilder(polling).header("Authorization", "Bearer " + token)).body();
            URI session = URI.create(polling + "&sid=" + opened.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1"));
            send(HttpRequest.newBuilder(session).POST(BodyPublishers.ofString(entering)));
            send(HttpRequest.newBuilder(session));
            send(HttpRequest.newBuilder(session).POST(BodyPublishers.ofString("42[\"auth\",{\"token\":\"" + token + "\"}]")));
            send(HttpRequest.newBuilder(session).POST(BodyPublishers.ofString("42[\"add user\",{\"username\":\"Bob\",\"key\":\"" + KEY)));
        }
        for (String message : List.of("{'type':'auth','token':'" + token + "'}", "{'type':'auth','token':'" + token, "{'type':['" + token + "']}")) {
            converse(
                    new RawClient(parley.webSocket("ws?auth=message"), "X-Nothing: 1"),
                    message.replace('\'', '"'),
                    "{\"type\":\"username\",\"name\":\"Bob\",\"key\":\"" + KEY + "\"}");
        }
        converse(
                new RawClient(parley.webSocket("ws"), "Authorization: Bearer " + token),
                "{\"type\":\"auth\",\"token\":\"" + token + "x\",\"ack\":1}");
        send(HttpRequest.newBuilder(parley.address().resolve("sse/x"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("{\"type\":\"auth\",\"token\":\"" + token + "\"}")));
    }

    /** Says all that and goodbye, unless the connection is closed before, as many deserve. */
    private static void converse(RawClient client, String... messages) {
        try (client) {
            for (String message : messages) {
                client.sendText(message);
            }
            client.send(true, RawClient.CLOSE, new byte[] {0x03, (byte) 0xE8});
            client.read(RawClient.CLOSE);
        } catch (IOException closed) {
            // it has been understood anyway
        }
    }

    @Test
    void a_token_in_an_address_is_none() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.auth.guests=false")) {
            String token = token(api(parley, "POST", "api/accounts", credentials(PASSWORD)));
            assertEquals(200, api(parley, "GET", "api/rooms", "", "Authorization", "Bearer " + token).statusCode());
            for (String name : List.of("token", "access_token", "auth", "jwt", "authorization")) {
                assertEquals(401, api(parley, "GET", "api/rooms?" + name + "=" + token, "").statusCode(), name);
                try (RawClient client = new RawClient(parley.webSocket("ws?" + name + "=" + token), "X-Nothing: 1")) {
                    client.sendText("{\"type\":\"username\",\"name\":\"Ann\",\"ack\":1}");
                    assertEquals(4401, client.read(RawClient.CLOSE).closeCode(), name);
                }
            }
        }
    }

    private HttpResponse<String> api(RunningParley parley, String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(parley.address().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    private static String credentials(String password) {
        return "{\"name\":\"Ann\",\"password\":\"" + password + "\"}";
    }

    private static String token(HttpResponse<String> begun) {
        assertTrue(begun.statusCode() < 300, begun.body());
        return begun.body().replaceFirst(".*\"token\":\"([^\"]+)\".*", "$1");
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String cookie(HttpResponse<String> begun) {
        return begun.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static String value(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1);
    }
}
