package dev.parley.chat.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules of the configuration say. */
class RulesTest {

    private static Subject guest() {
        return new Subject(Optional.empty(), role -> false);
    }

    private static Subject member(String... roles) {
        return new Subject(Optional.of(() -> "anna"), Set.of(roles)::contains);
    }

    private static Place place(String text) {
        int end = text.indexOf('#');
        return end < 0 ? Place.of(text) : new Place(text.substring(0, end), text.substring(end + 1));
    }

    private static Rules parsed(String rules) {
        return Rules.parse(rules, ModeratorRoles.defaults(), RulesTest::roomName);
    }

    private static String roomName(String raw) {
        if (raw.isBlank()) {
            throw new IllegalArgumentException("a room must have a name");
        }
        return raw.strip();
    }

    /** The code of a refusal, or what else was decided. */
    private static String decided(String rules, Subject who, Permission permission, String place) {
        return parsed(rules).decide(who, permission, place(place)) instanceof Decision.Refused refused
                ? refused.code()
                : "allowed";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                       | CONNECT | /        | allowed       | allowed
            ''                                       | MODERATE| /        | ROLE_NEEDED   | ROLE_NEEDED
            /team members                            | CONNECT | /team    | AUTH_REQUIRED | allowed
            /team members                            | POST    | /team#x  | AUTH_REQUIRED | allowed
            /team members                            | CONNECT | /other   | allowed       | allowed
            /team members                            | MODERATE| /team    | ROLE_NEEDED   | ROLE_NEEDED
            /#news read-only                         | POST    | /#news   | NOT_ALLOWED   | NOT_ALLOWED
            /#news read-only                         | CREATE  | /#news   | NOT_ALLOWED   | NOT_ALLOWED
            /#news read-only                         | READ    | /#news   | allowed       | allowed
            /#news read-only                         | POST    | /#other  | allowed       | allowed
            /#news read-only                         | POST    | /        | allowed       | allowed
            * members                                | CONNECT | /any     | AUTH_REQUIRED | allowed
            * members; /lounge public                | CONNECT | /lounge  | allowed       | allowed
            *#staff join=role:staff                  | JOIN    | /a#staff | ROLE_NEEDED   | ROLE_NEEDED
            *#staff join=role:staff                  | JOIN    | /a#other | allowed       | allowed
            / post=nobody; *#x post=members          | POST    | /#x      | AUTH_REQUIRED | allowed
            / post=nobody; *#x post=members; /#x post=all | POST | /#x    | allowed       | allowed
            /#%20news post=nobody                    | POST    | /#news   | NOT_ALLOWED   | NOT_ALLOWED
            /#two%20words post=nobody                | POST    | /#two words | NOT_ALLOWED | NOT_ALLOWED
            / create=members read=nobody             | READ    | /#x      | NOT_ALLOWED   | NOT_ALLOWED
            """)
    void the_rule_that_is_most_about_a_place_counts(
            String rules, Permission permission, String place, String guest, String member) {
        assertEquals(guest, decided(rules, guest(), permission, place));
        assertEquals(member, decided(rules, member(), permission, place));
    }

    @Test
    void one_of_the_roles_is_enough_and_a_refusal_names_them_all() {
        String rules = "/board post=role:chair,role:deputy";
        assertEquals("allowed", decided(rules, member("deputy"), Permission.POST, "/board"));
        Decision refused = parsed(rules).decide(guest(), Permission.POST, Place.of("/board"));
        assertEquals(Decision.refused("ROLE_NEEDED", "one must have the role chair or deputy to write"), refused);
    }

    @Test
    void who_moderates_somewhere_may_do_everything_there() {
        String rules = "/board connect=role:board moderate=role:chair; /#news read-only";
        assertEquals("allowed", decided(rules, member("chair"), Permission.CONNECT, "/board"));
        assertEquals("ROLE_NEEDED", decided(rules, member("parley-moderator"), Permission.CONNECT, "/board"));
        assertEquals("ROLE_NEEDED", decided(rules, member("parley-moderator"), Permission.MODERATE, "/board"));
        assertEquals("allowed", decided(rules, member("parley-moderator"), Permission.POST, "/#news"));
        assertEquals("NOT_ALLOWED", decided(rules, member("chair"), Permission.POST, "/#news"));
    }

    @Test
    void administrators_may_do_everything() {
        for (Permission permission : Permission.values()) {
            assertEquals("allowed", decided("* connect=nobody moderate=nobody", member("parley-admin"), permission, "/a#b"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            team members            | a place must be *, /namespace, *#room or /namespace#room, was team
            /team                   | after the place it must say what is allowed there
            /team closed            | it must say public, members, read-only or permission=who, was closed
            /team speak=all         | a permission must be one of connect, join, create, post, read, moderate, was speak
            /team post=staff        | who must be all, members, nobody or role:name[,role:name], was staff
            /team post=role:        | who must be all, members, nobody or role:name[,role:name], was role:
            /team post=role:a,b     | who must be all, members, nobody or role:name[,role:name], was role:a,b
            /team#x connect=members | connect must be said of a namespace; of a room it is join
            /team members post=all  | post must be said once of /team
            /# members              | a room must have a name
            /#caf%E9 members        | the name of a room must be in UTF-8, was /#caf%E9
            /#lobby join=members    | of the lobby it must be connect, of its namespace, was join=members
            /#lobby create=members  | of the lobby it must be connect, of its namespace, was create=members
            """)
    void what_is_no_rule_is_refused_by_name_and_reason(String rules, String reason) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> parsed("/fine public; " + rules))
                .getMessage();
        assertEquals("'" + rules + "': " + reason, message);
    }

    @Test
    void two_rules_of_one_place_and_permission_are_one_too_many() {
        assertThrows(
                IllegalArgumentException.class,
                () -> parsed("/team post=all; /team post=members"));
    }

    @Test
    void all_roles_that_are_spoken_of_are_known() {
        Rules rules = parsed("/board post=role:chair,role:deputy; * read=members");
        assertEquals(Set.of("chair", "deputy", "parley-admin", "parley-moderator"), rules.allRoles());
        assertEquals(Set.of("/board"), rules.namespaces());
        assertTrue(Arrays.stream(Permission.values()).allMatch(each -> each.key().matches("[a-z]+")));
    }
}
