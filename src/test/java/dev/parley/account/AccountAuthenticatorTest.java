package dev.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import dev.parley.testkit.TestServer;
import dev.parley.testkit.VirtualScheduler;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose tokens are known, and which are not. */
class AccountAuthenticatorTest extends AccountsFixture {
    private final AccountThreads threads = new AccountThreads(new VirtualScheduler());
    private final Authenticator authenticator = new AccountAuthenticator(accounts, threads, null);
    private final Session session = accounts.signUp("Anna", PASSWORD);

    @AfterEach
    void closeThreads() {
        threads.close();
    }

    private User verified(String token) throws Exception {
        return authenticator.verify(token).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private AuthRefused refusal(String token) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> verified(token));
        return assertInstanceOf(AuthRefused.class, failed.getCause());
    }

    /** What a client shows that sends this as {@code auth}. */
    private static Optional<String> shown(Authenticator asked, Map<String, ?> auth) {
        Handshake[] came = new Handshake[1];
        try (TestServer server = new TestServer()) {
            server.io().root().onConnection(socket -> came[0] = socket.handshake());
            server.connect("/", auth);
        }
        return asked.credentials(came[0]);
    }

    @Test
    void an_access_token_says_who_it_is_until_when() throws Exception {
        User anna = verified(session.accessToken());
        assertEquals(session.account().id(), anna.id());
        assertEquals("Anna", anna.name());
        assertEquals(session.accessUntil(), anna.until());
        assertTrue(authenticator.acceptsGuests());
    }

    @Test
    void a_token_of_a_session_that_has_ended_is_refused_although_it_is_valid() {
        accounts.signOut(session.token());
        assertEquals("AUTH_INVALID", refusal(session.accessToken()).code());
    }

    @Test
    void the_token_of_a_session_is_no_access_token() {
        assertEquals(Optional.empty(), shown(authenticator, Map.of("token", session.token())));
        assertEquals("AUTH_INVALID", refusal(session.token()).code());
    }

    private static String signed(Map<String, String> head, String body, byte[] secret) throws Exception {
        JsonWebSignature token = new JsonWebSignature();
        token.setAlgorithmHeaderValue("HS256");
        head.forEach(token::setHeader);
        token.setPayload(body);
        token.setKey(new HmacKey(secret));
        return token.getCompactSerialization();
    }

    private String body(String issuer, long seconds) {
        return """
                {"iss":"%s","aud":"parley","sub":"%s","sid":"x","exp":%d}"""
                .formatted(issuer, session.account().id(), clock.instant().getEpochSecond() + seconds);
    }

    @Test
    void forged_tokens_are_refused() throws Exception {
        String token = session.accessToken();
        String head = token.substring(0, token.indexOf('.'));
        String signature = token.substring(token.lastIndexOf('.'));
        String other = Base64.getUrlEncoder().withoutPadding().encodeToString(body("parley", 900).getBytes(StandardCharsets.UTF_8));
        assertEquals("AUTH_INVALID", refusal(head + "." + other + signature).code(), "another's claims");
        assertEquals("AUTH_INVALID", refusal(head + "." + other + ".").code(), "no signature");
        assertEquals("AUTH_INVALID", refusal(head + ".").code(), "a head alone");
        assertEquals("AUTH_INVALID", refusal(head + "." + "A".repeat(100_000) + signature).code(), "endless");
        Map<String, String> typ = Map.of("typ", "parley-access");
        byte[] guess = "fedcba9876543210fedcba9876543210".getBytes(StandardCharsets.UTF_8);
        assertEquals("AUTH_INVALID", refusal(signed(typ, body("parley", 900), guess)).code(), "another secret");
        assertEquals("AUTH_INVALID", refusal(signed(typ, body("other", 900), SECRET)).code(), "another issuer with the same secret");
        assertEquals("AUTH_EXPIRED", refusal(signed(typ, body("parley", -1), SECRET)).code());
        assertEquals("AUTH_INVALID", refusal(signed(typ, body("parley", 900), SECRET)).code(), "no such session");
        assertEquals("AUTH_INVALID", refusal(signed(typ, "{}", SECRET)).code(), "no claims");
    }

    @Test
    void what_is_no_token_of_ours_is_the_applications() throws Exception {
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), shown(authenticator, Map.of("token", "secret of the application")));
        assertEquals(Optional.empty(), shown(authenticator, Map.of("token", 1)));
        assertEquals(Optional.empty(), shown(authenticator, Map.of("token", none + ".e30.")));
        assertEquals(Optional.empty(), shown(authenticator, Map.of()));
        assertEquals(Optional.of(session.accessToken()), shown(authenticator, Map.of("token", session.accessToken())));
    }

    @Test
    void or_that_of_somebody_else_who_knows_tokens() throws Exception {
        Authenticator both = new AccountAuthenticator(accounts, threads, new Others());
        assertEquals(Optional.of("theirs"), shown(both, Map.of("token", "theirs")));
        assertEquals("theirs", both.verify("theirs").toCompletableFuture().get().id());
        assertEquals("Anna", both.verify(session.accessToken()).toCompletableFuture().get(10, TimeUnit.SECONDS).name());
        assertFalse(both.acceptsGuests());
        assertTrue(both.stillCounts(new User("theirs")));
    }

    private static final class Others implements Authenticator {
        @Override
        public Optional<String> credentials(Handshake handshake) {
            return Optional.of(handshake.auth().getString("token"));
        }

        @Override
        public CompletionStage<User> verify(String credentials) {
            return CompletableFuture.completedStage(new User(credentials));
        }

        @Override
        public boolean acceptsGuests() {
            return false;
        }
    }

    @Test
    void while_the_database_is_away_nobody_is_let_in_who_may_have_been_sent_away() {
        database.close();
        assertEquals("AUTH_UNAVAILABLE", refusal(session.accessToken()).code());
    }

    @Test
    void what_was_taken_back_does_not_count_for_those_on_their_way() throws Exception {
        User anna = verified(session.accessToken());
        assertTrue(authenticator.stillCounts(anna));
        accounts.signOut(session.token());
        assertFalse(authenticator.stillCounts(anna));
    }
}
