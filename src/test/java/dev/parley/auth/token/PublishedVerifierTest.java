package dev.parley.auth.token;

import static dev.parley.auth.token.TokenAuthenticatorTest.OPTIONS;
import static dev.parley.auth.token.TokenAuthenticatorTest.key;
import static dev.parley.auth.token.TokenAuthenticatorTest.pair;
import static dev.parley.auth.token.TokenAuthenticatorTest.set;
import static dev.parley.auth.token.TokenAuthenticatorTest.token;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that an issuer publishes: kept, renewed, withdrawn, not to be had. */
class PublishedVerifierTest {
    private static KeyPair first;
    private static KeyPair second;

    private final Deque<Runnable> work = new ArrayDeque<>();
    private HttpServer issuer;
    private volatile String published = "";
    private volatile int status = 200;
    private volatile String cacheControl = "";
    private final AtomicInteger asked = new AtomicInteger();
    private long now;
    private PublishedVerifier verifier;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        first = pair("RSA", 2048);
        second = pair("RSA", 2048);
    }

    @BeforeEach
    void publish() throws IOException, JoseException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            byte[] answer = published.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Cache-Control", cacheControl);
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        issuer.createContext("/elsewhere", exchange -> {
            throw new IOException("nobody shall be sent here");
        });
        issuer.start();
        published = set(key("one", first));
        verifier = new PublishedVerifier(new PublishedKeys(address("/keys")), OPTIONS, work::add, () -> now);
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + issuer.getAddress().getPort() + path);
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
    }

    private static String signedBy(String name, KeyPair pair) {
        return token("RS256", pair.getPrivate(), claims -> {}, header -> header.setKeyIdHeaderValue(name));
    }

    private CompletableFuture<User> begin(String token) {
        return verifier.verify(token).toCompletableFuture();
    }

    /** Lets the workers do what there is, and says what came out: an id, or the code of a refusal. */
    private String outcome(String token) {
        CompletableFuture<User> user = begin(token);
        work();
        return outcome(user);
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private static String outcome(CompletableFuture<User> user) {
        assertTrue(user.isDone());
        try {
            return user.join().id();
        } catch (CompletionException e) {
            return ((AuthRefused) e.getCause()).code();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void nobody_is_asked_before_somebody_comes_and_once_for_all_who_do() {
        assertEquals(0, asked.get());
        CompletableFuture<User> one = begin(signedBy("one", first));
        CompletableFuture<User> two = begin(signedBy("one", first));
        assertFalse(one.isDone());
        assertEquals(1, work.size(), "one worker waits, not two");
        work();
        assertEquals("anna", outcome(one));
        assertEquals("anna", outcome(two));
        assertEquals(1, asked.get());
    }

    @Test
    void keys_that_are_there_need_no_worker() {
        outcome(signedBy("one", first));
        assertTrue(begin(signedBy("one", first)).isDone());
        assertEquals(1, asked.get());
    }

    @Test
    void a_new_key_is_asked_for_when_a_token_names_it() throws JoseException {
        outcome(signedBy("one", first));
        published = set(key("two", second));
        pass(Duration.ofSeconds(10));
        assertEquals("anna", outcome(signedBy("two", second)));
        assertEquals("AUTH_INVALID", outcome(signedBy("one", first)), "it has been withdrawn");
    }

    @Test
    void unknown_keys_make_us_ask_every_ten_seconds_and_no_more() {
        for (int i = 0; i < 20; i++) {
            assertEquals("AUTH_INVALID", outcome(signedBy("unknown " + i, second)));
        }
        assertEquals(1, asked.get());
        pass(Duration.ofSeconds(10));
        outcome(signedBy("unknown", second));
        assertEquals(2, asked.get());
    }

    @Test
    void an_issuer_that_fails_is_not_asked_more_often() {
        status = 500;
        for (int i = 0; i < 20; i++) {
            assertEquals("AUTH_UNAVAILABLE", outcome(signedBy("one", first)));
        }
        assertEquals(1, asked.get());
        status = 200;
        pass(Duration.ofSeconds(10));
        assertEquals("anna", outcome(signedBy("one", first)));
    }

    @Test
    void keys_are_fresh_for_an_hour_or_for_as_long_as_the_answer_says() {
        outcome(signedBy("one", first));
        pass(Duration.ofMinutes(59));
        outcome(signedBy("one", first));
        assertEquals(1, asked.get());
        cacheControl = "public, max-age=60";
        pass(Duration.ofMinutes(1));
        outcome(signedBy("one", first));
        assertEquals(2, asked.get());
        pass(Duration.ofSeconds(61));
        outcome(signedBy("one", first));
        assertEquals(3, asked.get());
    }

    @Test
    void while_the_issuer_is_away_its_keys_are_good_for_half_a_day_and_it_is_tried_again() throws JoseException {
        outcome(signedBy("one", first));
        status = 500;
        pass(Duration.ofHours(12));
        assertEquals("anna", outcome(signedBy("one", first)));
        assertEquals(2, asked.get());
        pass(Duration.ofHours(1).plusSeconds(1));
        assertEquals("AUTH_UNAVAILABLE", outcome(signedBy("one", first)));
        status = 200;
        published = set(key("two", second));
        pass(Duration.ofSeconds(10));
        assertEquals("AUTH_INVALID", outcome(signedBy("one", first)), "withdrawn meanwhile");
        assertEquals("anna", outcome(signedBy("two", second)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html></html>", "{\"keys\":[]}", "[]", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"})
    void an_answer_without_keys_is_none(String answer) {
        published = answer;
        assertEquals("AUTH_UNAVAILABLE", outcome(signedBy("one", first)));
    }

    @Test
    void an_answer_that_is_too_long_is_none() {
        published = "{\"keys\":[" + " ".repeat(500_000) + "]}";
        assertEquals("AUTH_UNAVAILABLE", outcome(signedBy("one", first)));
    }

    @Test
    void nobody_is_followed_elsewhere() {
        status = 302;
        assertEquals("AUTH_UNAVAILABLE", outcome(signedBy("one", first)));
    }

    @Test
    void keys_of_other_kinds_are_left_out() throws Exception {
        published = set(key("large", pair("EC", 384)), key("one", first));
        assertEquals("anna", outcome(signedBy("one", first)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example.org/keys", "ftp://localhost/keys", "file:///etc/passwd"})
    void keys_come_over_no_way_on_which_others_could_be_put_in(String address) {
        assertThrows(IllegalArgumentException.class, () -> new PublishedKeys(URI.create(address)));
    }
}
