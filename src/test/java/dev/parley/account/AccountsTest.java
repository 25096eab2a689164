package dev.parley.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have which account, and who gets into it. */
class AccountsTest extends AccountsFixture {

    @Test
    void who_has_signed_up_comes_in_again_with_the_password() {
        Session up = accounts.signUp("Anna", PASSWORD);
        Session in = accounts.signIn("anna", PASSWORD);
        assertEquals("Anna", in.account().name());
        assertEquals(up.account().id(), user(in).id());
        assertEquals("Anna", user(in).name());
        assertNotEquals(user(up).session(), user(in).session());
    }

    @Test
    void what_is_kept_of_a_password_is_argon2id_and_two_of_the_same_differ() {
        accounts.signUp("Anna", PASSWORD);
        accounts.signUp("Bo", PASSWORD);
        AccountTable table = new AccountTable(database);
        String kept = table.named(NAMES.folded("Anna")).orElseThrow().password();
        assertTrue(kept.startsWith("$argon2id$v=19$m=7168,t=5,p=1$"), kept);
        assertNotEquals(kept, table.named(NAMES.folded("Bo")).orElseThrow().password());
    }

    @Test
    void a_wrong_password_and_a_name_that_nobody_has_are_answered_alike() {
        accounts.signUp("Anna", PASSWORD);
        var wrong = refused(() -> accounts.signIn("Anna", "correct house"));
        var nobody = refused(() -> accounts.signIn("Nobody", "correct house"));
        assertEquals("CREDENTIALS", wrong.code());
        assertEquals(wrong.toJson(), nobody.toJson());
    }

    @Test
    void they_take_about_as_long() {
        accounts.signUp("Anna", PASSWORD);
        List<Long> wrong = new ArrayList<>();
        List<Long> nobody = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            wrong.add(time(() -> refused(() -> accounts.signIn("Anna", "correct house"))));
            nobody.add(time(() -> refused(() -> accounts.signIn("Nobody", "correct house"))));
        }
        assertAlike(wrong, nobody);
    }

    @Test
    void nor_does_who_changes_a_password_learn_whose_it_is() {
        accounts.signUp("Anna", PASSWORD);
        List<Long> wrong = new ArrayList<>();
        List<Long> nobody = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            wrong.add(time(() -> assertRefused("CREDENTIALS", () -> accounts.changePassword("Anna", "correct house", PASSWORD))));
            nobody.add(time(() -> assertRefused("CREDENTIALS", () -> accounts.changePassword("Nobody", "correct house", PASSWORD))));
        }
        assertAlike(wrong, nobody);
    }

    private static void assertAlike(List<Long> wrong, List<Long> nobody) {
        double ratio = (double) median(nobody) / median(wrong);
        assertTrue(ratio > 0.5 && ratio < 2, "nobody's password is compared as well, took " + ratio + " times as long");
    }

    private static long time(Runnable deed) {
        long begin = System.nanoTime();
        deed.run();
        return System.nanoTime() - begin;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Anna", "ANNA", "anna ", "An\u200Bna", "\uFF21nna", "\u0410nn\u0430"})
    void nobody_else_gets_a_name_that_looks_like_one(String name) {
        accounts.signUp("Anna", PASSWORD);
        assertRefused("NAME_TAKEN", () -> accounts.signUp(name, PASSWORD));
        assertTrue(accounts.isTaken(name));
    }

    @Test
    void nor_if_this_server_has_not_heard_of_it() {
        Accounts other = open(true, 5);
        other.signUp("Anna", PASSWORD);
        assertFalse(accounts.isTaken("Anna"));
        assertRefused("NAME_TAKEN", () -> accounts.signUp("Anna", PASSWORD));
        accounts.load();
        assertTrue(accounts.isTaken("Anna"), "it looks again");
    }

    @ParameterizedTest
    @CsvSource({"seven77,PASSWORD_TOO_SHORT", "aaaaaaaaaa,PASSWORD_EASY", "Anna1234,PASSWORD_EASY", "' ',PASSWORD_TOO_SHORT"})
    void a_password_that_is_easy_to_guess_is_refused(String password, String code) {
        assertRefused(code, () -> accounts.signUp("Anna", password));
        assertFalse(accounts.isTaken("Anna"));
    }

    @Test
    void a_password_may_have_200_characters_of_any_script_and_not_one_more() {
        String longest = "пароль密码".repeat(25);
        assertEquals(200, longest.length());
        accounts.signUp("Anna", longest);
        accounts.signIn("Anna", longest);
        assertRefused("PASSWORD_TOO_LONG", () -> accounts.signUp("Bo", longest + "x"));
        assertRefused("PASSWORD_TOO_LONG", () -> accounts.signIn("Anna", longest + "x"));
    }

    @Test
    void a_password_is_the_same_on_all_keyboards() {
        accounts.signUp("Zoë", "cafe\u0301 con leche");
        accounts.signIn("Zoe\u0308", "caf\u00e9 con leche");
    }

    @Test
    void there_are_as_many_accounts_as_are_allowed() {
        for (int i = 0; i < 5; i++) {
            accounts.signUp("Person " + i, PASSWORD);
        }
        assertRefused("ACCOUNTS_FULL", () -> accounts.signUp("One more", PASSWORD));
    }

    @Test
    void where_people_may_not_sign_up_an_administrator_makes_accounts() {
        Accounts closed = open(false, 5);
        assertRefused("SIGN_UP_CLOSED", () -> closed.signUp("Anna", PASSWORD));
        closed.make("Anna", PASSWORD, Set.of());
        closed.signIn("Anna", PASSWORD);
    }

    @Test
    void a_first_administrator_is_made_once() {
        List<String> told = new ArrayList<>();
        assertEquals("Root", accounts.makeAdmin("Root", told::add).orElseThrow().name());
        assertTrue(accounts.makeAdmin("root", told::add).isEmpty());
        assertEquals(1, told.size());
        assertEquals(Set.of("parley-admin"), user(accounts.signIn("Root", told.get(0))).roles());
    }

    @Test
    void who_changes_a_password_ends_all_sessions_but_the_new_one() {
        Session old = accounts.signUp("Anna", PASSWORD);
        var before = user(old);
        assertRefused("CREDENTIALS", () -> accounts.changePassword("Anna", "wrong wrong", "battery staple"));
        assertRefused("PASSWORD_TOO_SHORT", () -> accounts.changePassword("Anna", PASSWORD, "short"));
        Session now = accounts.changePassword("Anna", PASSWORD, "battery staple");
        assertThrows(AuthRefused.class, () -> user(old));
        assertRefused("SESSION_NEEDED", () -> accounts.renew(old.token()));
        assertEquals("Anna", user(now).name());
        assertEquals(1, revoked.size(), "connections are ended");
        assertTrue(revoked.get(0).test(before));
        assertFalse(revoked.get(0).test(user(now)));
        assertRefused("CREDENTIALS", () -> accounts.signIn("Anna", PASSWORD));
        accounts.signIn("Anna", "battery staple");
    }

    @Test
    void an_administrator_gives_another_password() {
        Session old = accounts.signUp("Anna", PASSWORD);
        String made = accounts.resetPassword("anna");
        assertThrows(AuthRefused.class, () -> user(old));
        assertEquals("Anna", accounts.signIn("Anna", made).account().name());
        assertRefused("NO_SUCH_USER", () -> accounts.resetPassword("Nobody"));
    }

    @Test
    void other_roles_count_for_the_same_token_and_are_told() {
        Session anna = accounts.signUp("Anna", PASSWORD);
        List<Account> told = new ArrayList<>();
        accounts.onRolesChanged(told::add);
        assertEquals(Set.of(), user(anna).roles());
        Account changed = accounts.changeRoles("anna", Set.of("board", "chair"), account -> {});
        assertEquals(Set.of("board", "chair"), user(anna).roles());
        assertEquals(List.of(changed), told);
        assertEquals(List.of(changed), accounts.withRoles());
        accounts.changeRoles("Anna", Set.of(), account -> {});
        assertEquals(Set.of(), user(anna).roles());
        assertEquals(List.of(), accounts.withRoles());
        assertRefused("NO_SUCH_USER", () -> accounts.changeRoles("Nobody", Set.of(), account -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a,b", "a;b", "a\u0000", "a\u2028b", "a\u0085b"})
    void what_is_no_role_is_refused_and_changes_nothing(String role) {
        Session anna = accounts.signUp("Anna", PASSWORD);
        assertRefused("ROLES", () -> accounts.changeRoles("Anna", Set.of("fine", role), account -> {}));
        assertEquals(Set.of(), user(anna).roles());
    }

    @Test
    void who_was_on_the_way_in_with_other_roles_must_leave() {
        Session anna = accounts.signUp("Anna", PASSWORD);
        User before = user(anna);
        accounts.changeRoles("Anna", Set.of("a"), account -> {});
        User between = user(anna);
        accounts.changeRoles("Anna", Set.of("a", "b"), account -> {});
        assertTrue(accounts.revocations().isRevoked(before));
        assertTrue(accounts.revocations().isRevoked(between));
        assertFalse(accounts.revocations().isRevoked(user(anna)));
        accounts.changeRoles("Anna", Set.of("a"), account -> {});
        assertFalse(accounts.revocations().isRevoked(between), "they are what they were");
        clock.move(Duration.ofMinutes(6));
        assertFalse(accounts.revocations().isRevoked(before), "nobody is on the way in for so long");
        User elsewhere = new User(before.id(), Set.of(), null);
        assertFalse(accounts.revocations().isRevoked(elsewhere), "somebody else's token may have the same id");
    }

    @Test
    void roles_that_were_changed_elsewhere_count_here_as_well() {
        Session anna = accounts.signUp("Anna", PASSWORD);
        accounts.changeRoles("Anna", Set.of("a"), account -> {});
        Accounts elsewhere = open(true, 5);
        elsewhere.changeRoles("Anna", Set.of("b"), account -> {});
        assertFalse(accounts.revocations().isRevoked(user(anna)));
    }

    @Test
    void clients_of_one_address_may_try_ten_times_a_minute_and_others_go_on() {
        for (int i = 0; i < 10; i++) {
            accounts.knock("192.0.2.1");
        }
        var tooMany = refused(() -> accounts.knock("192.0.2.1"));
        assertEquals("TOO_MANY_ATTEMPTS", tooMany.code());
        assertEquals(Duration.ofSeconds(6), tooMany.retryAfter().orElseThrow());
        accounts.knock("192.0.2.2");
        clock.move(Duration.ofSeconds(6));
        accounts.knock("192.0.2.1");
        assertRefused("TOO_MANY_ATTEMPTS", () -> accounts.knock("192.0.2.1"));
    }

    @Test
    void nothing_is_remembered_of_what_is_no_name() {
        assertRefused("NAME_TOO_LONG", () -> accounts.signIn("x".repeat(7_000), PASSWORD));
    }

    @Test
    void who_has_shown_the_old_password_while_it_is_changed_gets_no_session() throws Exception {
        accounts.signUp("Anna", PASSWORD);
        AccountTable.Secured shown = new AccountTable(database).named(NAMES.folded("Anna")).orElseThrow();
        Session now = accounts.changePassword("Anna", PASSWORD, "battery staple");
        assertRefused("CREDENTIALS", () -> accounts.sessions().begin(shown.account(), shown.password()));
        assertEquals(List.of(user(now).session()), new SessionTable(database).of(shown.account().id()));
    }

    @Test
    void many_addresses_may_miss_the_password_of_one_name_a_hundred_times_a_minute() {
        Attempts attempts = new Attempts(10, clock);
        for (int i = 0; i < 100; i++) {
            attempts.at("anna");
            attempts.missed("anna");
        }
        assertEquals(Duration.ofMillis(600), refused(() -> attempts.at("anna")).retryAfter().orElseThrow());
        attempts.at("bo");
        clock.move(Duration.ofMillis(600));
        attempts.at("anna");
    }
}
