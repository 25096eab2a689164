package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.policy.Decision;
import dev.parley.chat.policy.ModeratorRoles;
import dev.parley.chat.policy.Permission;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Place;
import dev.parley.chat.policy.Policy;
import dev.parley.chat.policy.Rules;
import dev.parley.chat.policy.Subject;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.User;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what in the chat, wherever they try it. */
class PermissionsTest {
    private static final String RULES = """
            /#news read-only;
            /#club members;
            /#quiet read=members;
            / create=members;
            /team members;
            /board connect=role:board;
            """;

    private final List<Policy> policies = new ArrayList<>();
    private final MemoryArchive archive = new MemoryArchive();
    private final TestServer server = new TestServer();
    private final Chat chat = install(server);
    private final TestClient mod = member("Mod", "/", "parley-moderator");

    private Chat install(TestServer on) {
        Chat made = new Chat(ChatOptions.defaults(), FileOptions.defaults(), List.of("*"), archive, on.clock());
        Rules rules = Rules.parse(RULES, ModeratorRoles.defaults(), Names::room);
        made.permissions(new Permissions(List.of(this::asked), rules));
        made.install(on.io());
        return made;
    }

    private Decision asked(Subject who, Permission permission, Place where) {
        return policies.isEmpty() ? Decision.UNDECIDED : policies.get(0).decide(who, permission, where);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient guest(String name, String namespace) {
        return named(server.connect(namespace), name);
    }

    private TestClient member(String name, String namespace, String... roles) {
        User user = new User(name, name, Set.of(roles), "session of " + name, null);
        return named(server.request().user(user).roles(roles).connect(namespace), name);
    }

    private static TestClient named(TestClient client, String name) {
        if (client.refusal().isEmpty()) {
            client.emit("add user", Map.of("username", name, "key", name, "lists", false));
        }
        return client;
    }

    private static JsonObject ask(TestClient client, String event, Map<String, ?> members) {
        return client.emitWithAck(event, members).arguments().object(0);
    }

    /** The code of a refusal, or {@code allowed}. */
    private static String code(TestClient client, String event, Map<String, ?> members) {
        JsonObject answer = ask(client, event, members);
        return answer.containsKey("error") ? answer.getJsonObject("error").getString("code") : "allowed";
    }

    private static String join(TestClient client, String room) {
        return code(client, "join room", Map.of("room", room));
    }

    private static String say(TestClient client, String room) {
        return code(client, "new message", Map.of("room", room, "message", "text in " + room));
    }

    @Test
    void who_may_not_come_in_hears_what_is_missing() {
        ConnectRefused guest = guest("Anna", "/team").refusal().orElseThrow();
        assertEquals("auth required", guest.getMessage());
        assertEquals("AUTH_REQUIRED", ((JsonObject) guest.data().orElseThrow()).getString("code"));
        ConnectRefused member = member("Anna", "/board").refusal().orElseThrow();
        assertEquals("forbidden", member.getMessage());
        assertEquals("ROLE_NEEDED", ((JsonObject) member.data().orElseThrow()).getString("code"));
        assertEquals(
                "one must have the role board to come in", ((JsonObject) member.data().orElseThrow()).getString("detail"));
        assertTrue(member("Anna", "/team").isConnected());
        assertTrue(member("Anna", "/board", "board").isConnected());
    }

    @Test
    void in_a_read_only_room_moderators_write_and_others_read() {
        assertEquals("allowed", join(mod, "news"));
        assertEquals("allowed", say(mod, "news"));
        TestClient anna = guest("Anna", "/");
        JsonObject answer = ask(anna, "join room", Map.of("room", "news"));
        assertEquals(1, answer.getJsonArray("messages").size());
        assertEquals(JsonText.parse("{\"post\":\"NOT_ALLOWED\"}"), answer.get("missing"));
        for (String event : List.of("new message", "typing", "stop typing", "set topic", "edit message", "react")) {
            assertEquals(
                    "NOT_ALLOWED",
                    code(anna, event, Map.of("room", "news", "message", "x", "topic", "x", "id", 1, "reaction", "x")),
                    event);
        }
        assertEquals("allowed", say(anna, "lobby"));
        assertFalse(ask(mod, "join room", Map.of("room", "news")).containsKey("missing"));
    }

    @Test
    void a_file_is_not_taken_for_a_room_where_one_may_only_read() {
        join(mod, "news");
        join(guest("Anna", "/"), "news");
        EventRefused refused = assertThrows(
                EventRefused.class, () -> chat.send("/", Keys.ofGuest("Anna"), Optional.empty(), "news", null, null, null));
        assertEquals("NOT_ALLOWED", refused.code());
    }

    @Test
    void guests_make_no_rooms_and_come_into_no_room_of_members() {
        TestClient anna = guest("Anna", "/");
        assertEquals("AUTH_REQUIRED", join(anna, "new one"));
        assertEquals(
                JsonText.parse("{\"create\":\"AUTH_REQUIRED\"}"),
                anna.received("login").get(0).object(0).get("missing"));
        TestClient bo = member("Bo", "/");
        assertFalse(bo.received("login").get(0).object(0).containsKey("missing"));
        assertEquals("allowed", join(bo, "new one"));
        assertEquals("allowed", join(bo, "club"));
        assertEquals("allowed", say(bo, "club"));
        assertEquals("allowed", join(anna, "new one"), "it is there now");
        assertEquals("AUTH_REQUIRED", join(anna, "club"));
        assertEquals("AUTH_REQUIRED", say(anna, "club"));
    }

    @ParameterizedTest
    @CsvSource({"club", "quiet"})
    void nothing_is_told_of_what_was_said_where_one_may_not_read(String room) throws Exception {
        TestClient bo = member("Bo", "/");
        join(bo, room);
        say(bo, room);
        say(bo, "lobby");
        TestClient anna = guest("Anna", "/");
        assertEquals("AUTH_REQUIRED", code(anna, "history", Map.of("room", room)));
        assertEquals("AUTH_REQUIRED", code(anna, "search", Map.of("room", room, "text", "text")));
        JsonObject found = ask(anna, "search", Map.of("text", "text in"));
        assertEquals("[\"lobby\"]", found.getJsonArray("messages").getValuesAs(JsonObject.class).stream()
                .map(message -> (Object) message.getString("room", "lobby"))
                .map(name -> "\"" + name + "\"")
                .toList()
                .toString());
        assertEquals(2, ask(bo, "search", Map.of("text", "text in")).getJsonArray("messages").size());
        assertEquals("AUTH_REQUIRED", code(anna, "react", Map.of("room", room, "id", 1, "reaction", "x")));
        Subject nobody = new Subject(Optional.empty(), role -> false);
        Reader.Page page = new Reader.Page(-1, Long.MAX_VALUE, 10);
        assertThrows(EventRefused.class, () -> chat.reader().messages(nobody, "/", room, page));
        assertThrows(EventRefused.class, () -> chat.reader().messages(nobody, "/team", "lobby", page));
        assertThrows(EventRefused.class, () -> chat.reader().rooms(nobody, "/team"));
        Subject member = new Subject(Optional.of(() -> "bo"), role -> false);
        assertEquals(1, chat.reader().messages(member, "/", room, page).toCompletableFuture().get().getJsonArray("messages").size());
    }

    @Test
    void where_one_may_join_but_not_read_one_hears_what_is_said_from_now_on() {
        TestClient bo = member("Bo", "/");
        join(bo, "quiet");
        say(bo, "quiet");
        TestClient anna = guest("Anna", "/");
        JsonObject answer = ask(anna, "join room", Map.of("room", "quiet", "after", 0));
        assertEquals(0, answer.getJsonArray("messages").size());
        assertFalse(answer.getBoolean("gap"));
        assertFalse(answer.containsKey("unread"));
        assertEquals(JsonText.parse("{\"read\":\"AUTH_REQUIRED\"}"), answer.get("missing"));
        say(bo, "quiet");
        assertEquals(1, anna.received("new message").size());
        assertEquals("allowed", say(anna, "quiet"));
    }

    @Test
    void what_two_people_say_in_private_is_theirs_but_where_nobody_writes() {
        TestClient anna = guest("Anna", "/");
        guest("Bo", "/");
        assertEquals("allowed", code(anna, "new message", Map.of("target", "Bo", "message", "psst")));
        assertEquals("allowed", code(anna, "history", Map.of("target", "Bo")));
    }

    @Test
    void other_roles_count_at_once_for_those_who_are_here() {
        TestClient anna = member("Anna", "/");
        join(mod, "news");
        join(anna, "news");
        assertEquals("NOT_ALLOWED", say(anna, "news"));
        change("Anna", Set.of("parley-moderator"));
        JsonObject told = anna.received("permissions").get(0).object(0);
        assertTrue(told.getBoolean("moderator"));
        assertEquals(JsonText.parse("{\"lobby\":{},\"news\":{}}"), told.get("rooms"));
        assertEquals("allowed", say(anna, "news"));
        change("Anna", Set.of("parley-moderator"));
        assertEquals(1, anna.received("permissions").size(), "nothing has changed");
        change("Anna", Set.of());
        assertEquals("NOT_ALLOWED", say(anna, "news"));
    }

    @Test
    void who_may_not_be_here_any_more_is_sent_away_or_out_of_the_room() {
        TestClient anna = member("Anna", "/board", "board");
        TestClient bo = member("Bo", "/", "parley-admin");
        policies.add((who, permission, where) -> "staff".equals(where.room()) && permission == Permission.JOIN && !who.isInRole("parley-admin")
                ? Decision.refused("STAFF", "one must be of the staff")
                : Decision.UNDECIDED);
        assertEquals("allowed", join(bo, "staff"));
        change("Anna", Set.of());
        assertFalse(anna.isConnected());
        change("Bo", Set.of());
        assertTrue(bo.isConnected());
        assertEquals("STAFF", say(bo, "staff"));
        join(mod, "lobby");
        policies.clear();
        assertEquals("NOT_A_MEMBER", say(bo, "staff"));
    }

    private void change(String id, Set<String> roles) {
        server.io().changeUsers(
                user -> user.id().equals(id), user -> new User(user.id(), user.name(), roles, user.session(), user.until()));
    }

    @Test
    void who_loses_a_namespace_stays_in_the_others_and_hears_why() {
        User user = new User("Anna", "Anna", Set.of("board"), "session", null);
        TestClient root = server.request().user(user).roles("board").connect("/");
        TestClient board = root.connect("/board");
        change("Anna", Set.of());
        assertTrue(root.isConnected());
        assertFalse(board.isConnected());
        assertEquals("forbidden", board.received("sent away").get(0).object(0).getString("reason"));
    }

    @Test
    void who_loses_a_role_on_the_way_into_a_room_does_not_come_in() {
        policies.add((who, permission, where) ->
                "staff".equals(where.room()) && permission == Permission.JOIN && !who.isInRole("staff") && !who.isInRole("parley-moderator")
                        ? Decision.refused("STAFF", "one must be of the staff")
                        : Decision.UNDECIDED);
        join(mod, "staff");
        archive.hold();
        TestClient anna = member("Anna", "/", "staff");
        var answer = anna.emitWithAck("join room", Map.of("room", "staff"));
        change("Anna", Set.of());
        archive.answer();
        assertEquals("STAFF", answer.arguments().object(0).getJsonObject("error").getString("code"));
        say(mod, "staff");
        assertEquals(List.of(), anna.received("new message"));
    }

    @Test
    void what_seems_to_be_a_room_while_somebody_asks_for_it_is_made_by_nobody_who_may_not() {
        archive.hold();
        try (TestServer late = new TestServer()) {
            install(late);
            TestClient anna = named(late.connect("/"), "Anna");
            TestClient eve = named(late.connect("/"), "Eve");
            var history = anna.emitWithAck("history", Map.of("room", "mine"));
            var joined = eve.emitWithAck("join room", Map.of("room", "mine"));
            archive.answer();
            assertEquals("NO_SUCH_ROOM", history.arguments().object(0).getJsonObject("error").getString("code"));
            assertTrue(joined.arguments().object(0).containsKey("error"));
            assertEquals(0, ask(eve, "list rooms", Map.of()).getJsonArray("rooms").size());
        }
    }

    @Test
    void a_room_that_was_made_on_another_server_is_not_searched_by_whom_it_is_not_for() {
        TestClient anna = guest("Anna", "/");
        try (TestServer other = new TestServer()) {
            install(other);
            User user = new User("Bo", "Bo", Set.of(), "session", null);
            TestClient bo = named(other.request().user(user).connect("/"), "Bo");
            join(bo, "club");
            say(bo, "club");
            assertEquals(0, ask(anna, "search", Map.of("text", "text in")).getJsonArray("messages").size());
        }
    }

    @Test
    void nothing_is_found_before_it_is_known_which_rooms_there_are() {
        TestClient bo = member("Bo", "/");
        join(bo, "club");
        say(bo, "club");
        archive.hold();
        try (TestServer late = new TestServer()) {
            install(late);
            TestClient anna = named(late.connect("/"), "Anna");
            var found = anna.emitWithAck("search", Map.of("text", "text in"));
            archive.answer();
            assertEquals(0, found.arguments().object(0).getJsonArray("messages").size());
        }
    }

    @Test
    void nobody_learns_how_much_was_said_where_they_may_not_read() {
        TestClient bo = member("Bo", "/");
        join(bo, "club");
        say(bo, "club");
        TestClient anna = guest("Anna", "/");
        assertEquals("AUTH_REQUIRED", code(anna, "read", Map.of("room", "club", "id", 1)));
    }

    @Test
    void where_one_may_not_write_in_the_lobby_one_does_not_write_by_names_either() {
        policies.add((who, permission, where) -> permission == Permission.POST && who.isGuest()
                ? Decision.refused("AUTH_REQUIRED", "one must have signed in")
                : Decision.UNDECIDED);
        TestClient anna = guest("Anna", "/");
        assertEquals("AUTH_REQUIRED", code(anna, "add user", Map.of("username", "Buy at evil.example", "key", "Anna")));
        assertEquals("allowed", code(anna, "add user", Map.of("username", "Anna", "key", "Anna")));
    }

    @Test
    void whom_a_policy_lets_moderate_may_do_everything_there() {
        join(mod, "news");
        policies.add((who, permission, where) ->
                permission == Permission.MODERATE && who.principal().filter(known -> known.getName().equals("Pol")).isPresent()
                        ? Decision.ALLOWED
                        : Decision.UNDECIDED);
        TestClient pol = member("Pol", "/");
        join(pol, "news");
        assertEquals("allowed", say(pol, "news"));
    }

    @Test
    void moderating_is_a_permission_of_its_own() {
        TestClient anna = member("Anna", "/");
        guest("Troll", "/");
        assertEquals("ROLE_NEEDED", code(anna, "kick", Map.of("target", "Troll")));
        policies.add((who, permission, where) ->
                permission == Permission.MODERATE && who.principal().filter(known -> known.getName().equals("Anna")).isPresent()
                        ? Decision.ALLOWED
                        : Decision.UNDECIDED);
        assertEquals("allowed", code(anna, "kick", Map.of("target", "Troll")));
    }

    @Test
    void a_policy_that_fails_lets_nobody() {
        TestClient anna = guest("Anna", "/");
        policies.add((who, permission, where) -> {
            throw new IllegalStateException("the application's mistake");
        });
        assertEquals("INTERNAL", say(anna, "lobby"));
        policies.set(0, (who, permission, where) -> null);
        assertEquals("INTERNAL", say(anna, "lobby"));
    }

    @Test
    void a_policy_is_asked_before_the_rules() {
        TestClient anna = guest("Anna", "/");
        join(mod, "news");
        join(anna, "news");
        policies.add((who, permission, where) -> "news".equals(where.room()) ? Decision.ALLOWED : Decision.UNDECIDED);
        assertEquals("allowed", say(anna, "news"));
        assertEquals("AUTH_REQUIRED", join(anna, "new one"));
    }
}
