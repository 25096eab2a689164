package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.policy.Decision;
import dev.parley.chat.policy.ModeratorRoles;
import dev.parley.chat.policy.Permission;
import dev.parley.chat.policy.Permissions;
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
    private final TestServer server = new TestServer();
    private final Chat chat = new Chat(
            ChatOptions.defaults(), FileOptions.defaults(), List.of("*"), new MemoryArchive(), server.clock());
    private final TestClient mod = member("Mod", "/", "parley-moderator");

    private void install() {
        if (!chat.isIn(server.io().root())) {
            chat.permissions(new Permissions(List.of(this::asked), Rules.parse(RULES, ModeratorRoles.defaults())));
            chat.install(server.io());
        }
    }

    private Decision asked(Subject who, Permission permission, dev.parley.chat.policy.Place where) {
        return policies.isEmpty() ? Decision.UNDECIDED : policies.get(0).decide(who, permission, where);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient guest(String name, String namespace) {
        install();
        return named(server.connect(namespace), name);
    }

    private TestClient member(String name, String namespace, String... roles) {
        install();
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
                EventRefused.class, () -> chat.send("/", Keys.ofGuest("Anna"), "news", null, null, null));
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
