package dev.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.AuthRefused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long somebody who has signed in stays so. */
class SessionsTest extends AccountsFixture {
    private final Session first = accounts.signUp("Anna", PASSWORD);

    @Test
    void an_access_token_ends_and_the_session_fetches_the_next() {
        clock.move(Duration.ofMinutes(15));
        assertEquals("AUTH_EXPIRED", assertThrows(AuthRefused.class, () -> user(first)).code());
        Session second = accounts.renew(first.token());
        assertEquals("Anna", user(second).name());
        assertEquals(clock.instant().plus(Duration.ofMinutes(15)), second.accessUntil());
    }

    @Test
    void a_session_ends_when_nobody_comes_for_thirty_days() {
        clock.move(Duration.ofDays(29));
        Session second = accounts.renew(first.token());
        clock.move(Duration.ofDays(29));
        Session third = accounts.renew(second.token());
        clock.move(Duration.ofDays(30));
        assertRefused("SESSION_NEEDED", () -> accounts.renew(third.token()));
        accounts.sweep();
        assertEquals(List.of(), new SessionTable(database).of(first.account().id()));
    }

    @Test
    void a_token_that_was_used_already_ends_the_session_for_somebody_has_stolen_it() {
        Session second = accounts.renew(first.token());
        clock.move(Duration.ofSeconds(31));
        assertRefused("SESSION_NEEDED", () -> accounts.renew(first.token()));
        assertRefused("SESSION_NEEDED", () -> accounts.renew(second.token()));
        assertEquals(1, revoked.size(), "and its connections");
    }

    @Test
    void a_token_that_was_stolen_long_ago_ends_the_session_as_well() {
        Session thiefs = accounts.renew(first.token());
        for (int i = 0; i < 5; i++) {
            thiefs = accounts.renew(thiefs.token());
        }
        String latest = thiefs.token();
        assertRefused("SESSION_NEEDED", () -> accounts.renew(first.token()));
        assertRefused("SESSION_NEEDED", () -> accounts.renew(latest));
        assertEquals(1, revoked.size());
    }

    @Test
    void two_tabs_that_come_at_once_or_an_answer_that_was_lost_are_one_person() {
        Session second = accounts.renew(first.token());
        clock.move(Duration.ofSeconds(30));
        Session again = accounts.renew(first.token());
        assertEquals(second.token(), again.token());
        assertEquals("Anna", user(again).name());
        assertNotEquals(second.token(), accounts.renew(again.token()).token());
    }

    @Test
    void who_signs_out_is_out_elsewhere_than_in_other_sessions() {
        Session other = accounts.signIn("Anna", PASSWORD);
        var gone = user(first);
        accounts.signOut(first.token());
        assertThrows(AuthRefused.class, () -> user(first));
        assertEquals("Anna", user(other).name());
        assertTrue(revoked.get(0).test(gone));
        assertTrue(!revoked.get(0).test(user(other)));
        assertTrue(accounts.revocations().isRevoked(gone), "also one that is on its way");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.y", ".y"})
    void what_is_no_token_of_a_session_is_refused_and_ends_none(String token) {
        assertRefused("SESSION_NEEDED", () -> accounts.renew(token));
        accounts.signOut(token);
        assertEquals("Anna", user(first).name());
    }

    @Test
    void who_knows_the_id_of_a_session_cannot_make_its_token_nor_end_it() {
        String id = user(first).session();
        String mac = first.token().substring(first.token().lastIndexOf('.'));
        for (String guess : List.of(id + ".0.", id + ".0", id + ".1" + mac, id + ".00" + mac, id + ".0." + "A".repeat(43))) {
            assertRefused("SESSION_NEEDED", () -> accounts.renew(guess));
            accounts.signOut(guess);
        }
        assertEquals("Anna", user(accounts.renew(first.token())).name());
    }

    @Test
    void no_token_is_in_what_is_kept_nor_in_what_is_logged() {
        var stored = new SessionTable(database).find(user(first).session(), clock.millis()).orElseThrow();
        String secret = first.token().substring(first.token().lastIndexOf('.') + 1);
        assertTrue(!stored.toString().contains(secret));
        assertTrue(!first.toString().contains(secret) && !first.toString().contains(first.accessToken()));
    }
}
