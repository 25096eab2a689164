package dev.parley.it;

import static dev.parley.it.ApiClient.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.it.AccountClient.SignedIn;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access tokens that end while their sessions go on. */
@ArquillianTest
class AccountExpiryIT extends EngineHttp {

    @Deployment(testable = false)
    static WebArchive war() throws IOException {
        return war(
                "account-expiry.war",
                Map.of(
                        "parley.chat.namespaces", "*",
                        "parley.chat.store.url", "memory",
                        "parley.accounts.token-lifetime", "2s"));
    }

    private AccountClient accounts;

    @BeforeEach
    void connect() throws Exception {
        accounts = new AccountClient(base.toURI());
    }

    private JsonClient enter(SignedIn user) throws Exception {
        return JsonClient.connect(
                Deployed.webSocket(base.toURI(), "ws/ends"), with -> with.header("Authorization", user.bearer()));
    }

    @Test
    void a_token_that_has_ended_lets_nobody_in_on_any_wire() throws Exception {
        SignedIn ann = accounts.signUp("Ann");
        try (JsonClient ends = enter(ann)) {
            ends.await("'type':'auth expiring'");
            assertEquals(4401, ends.awaitClose());
        }
        try (RawClient late = new RawClient(
                Deployed.webSocket(base.toURI(), "ws/ends"), "Authorization: " + ann.bearer())) {
            RawClient.Frame close = late.read(RawClient.CLOSE);
            assertEquals(4401, close.closeCode());
            assertTrue(close.text().endsWith("auth expired"), close.text());
        }
        URI polling = base.toURI().resolve("socket.io/?EIO=4&transport=polling");
        URI session = URI.create(polling + "&sid=" + sid(get(polling)));
        post(session, "40{\"token\":\"" + ann.token() + "\"}");
        String answer = get(session).text();
        assertTrue(answer.startsWith("44{\"message\":\"auth expired\""), answer);
        refused(401, "AUTH_EXPIRED", accounts.api().get("api/rooms", "Authorization", ann.bearer()));
    }

    @Test
    void a_connection_goes_on_with_the_next_token_of_its_session() throws Exception {
        SignedIn bob = accounts.signUp("Bob");
        try (JsonClient goesOn = enter(bob);
                JsonClient ends = enter(bob)) {
            SignedIn latest = bob;
            while (!ends.isClosed()) {
                goesOn.await("'type':'auth expiring'");
                latest = AccountClient.begun(200, accounts.refresh(latest.cookie()));
                goesOn.send("{'type':'auth','token':'" + latest.token() + "','ack':1}");
                String answer = goesOn.await("'ack':1");
                assertTrue(answer.contains("'id':'" + bob.id() + "'"), answer);
            }
            assertEquals(4401, ends.awaitClose());
            goesOn.send("{'type':'username','name':'Bob','ack':2}").await("'ack':2");
            assertFalse(goesOn.isClosed());
        }
    }
}
