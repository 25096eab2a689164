package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.socketio.User;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What moderators do to others, what comes of it, and what is recorded. */
class ModerationTest {
    private static final String TROLLS_ADDRESS = "192.0.2.7";

    private final MemoryArchive archive = new MemoryArchive();
    private TestServer server = start();
    private final TestClient mod = moderator("parley-moderator", "Mod");
    private final TestClient troll = guest("Troll", TROLLS_ADDRESS);
    private final TestClient anna = guest("Anna", "192.0.2.8");

    private TestServer start() {
        TestServer made = new TestServer();
        new Chat(ChatOptions.defaults(), FileOptions.defaults(), List.of("/", "/other"), archive, made.clock()).install(made.io());
        return made;
    }

    @AfterEach
    void close() {
        server.close();
    }

    private TestClient moderator(String role, String name) {
        return enter(server.request().user(() -> name).roles(role).remoteAddress("192.0.2.1").connect("/"), name);
    }

    private TestClient guest(String name, String address) {
        return enter(server.request().remoteAddress(address).connect("/"), name);
    }

    private static TestClient enter(TestClient client, String name) {
        client.emit("add user", Map.of("username", name, "key", name));
        return client;
    }

    /** The acknowledgement, or the error. */
    private static JsonObject ask(TestClient client, String event, Map<String, ?> members) {
        JsonObject answer = client.emitWithAck(event, members).arguments().object(0);
        return answer.containsKey("error") ? answer.getJsonObject("error") : answer;
    }

    private static JsonObject say(TestClient client, String text) {
        return ask(client, "new message", Map.of("message", text));
    }

    private JsonObject act(String what, Map<String, ?> members) {
        return ask(mod, what, members);
    }

    private List<JsonObject> audit() throws Exception {
        return archive.acts("/", Long.MAX_VALUE, 100).toCompletableFuture().get().stream()
                .map(ActJson::of)
                .toList();
    }

    @Test
    void who_is_muted_hears_for_how_long_and_speaks_again_afterwards() {
        act("mute", Map.of("target", "Troll", "seconds", 60, "reason", "noise"));
        JsonObject refused = say(troll, "I am");
        assertEquals("MUTED", refused.getString("code"));
        assertEquals(60_000, refused.getInt("retryAfter"));
        assertTrue(refused.getString("message").endsWith(": noise"), refused.getString("message"));
        for (String event : List.of("typing", "set topic", "react", "edit message")) {
            assertEquals("MUTED", ask(troll, event, Map.of("topic", "x", "message", "x", "id", 1, "reaction", "x")).getString("code"), event);
        }
        assertEquals(1, say(anna, "others go on").getInt("id"));
        server.advance(Duration.ofSeconds(60));
        assertEquals(2, say(troll, "again").getInt("id"));
    }

    @Test
    void everybody_is_told_what_was_done_but_no_address() {
        act("ban", Map.of("target", "Troll", "address", true));
        JsonObject told = anna.received("moderated").get(0).object(0);
        assertEquals("ban", told.getString("what"));
        assertEquals("Troll", told.getString("username"));
        assertEquals("Mod", told.getString("by"));
        assertFalse(told.toString().contains(TROLLS_ADDRESS));
    }

    @Test
    void a_mute_can_be_taken_back() {
        act("mute", Map.of("target", "Troll"));
        assertFalse(say(troll, "for good").containsKey("retryAfter"), "waiting does not help");
        act("unmute", Map.of("target", "Troll"));
        assertEquals(1, say(troll, "again").getInt("id"));
    }

    @Test
    void who_is_kicked_is_gone_and_may_come_again() {
        act("kick", Map.of("target", "Troll", "reason", "calm down"));
        assertFalse(troll.isConnected());
        assertEquals(4403, troll.received("sent away").get(0).object(0).getInt("code"));
        assertEquals("kicked", troll.received("sent away").get(0).object(0).getString("reason"));
        assertTrue(guest("Troll", TROLLS_ADDRESS).isConnected());
    }

    @Test
    void who_is_banned_is_gone_and_stays_out_until_it_ends() {
        act("ban", Map.of("target", "Troll", "seconds", 3_600));
        assertFalse(troll.isConnected());
        TestClient again = server.connect("/");
        again.emit("add user", Map.of("username", "Other", "key", "Troll"));
        assertEquals("banned", again.received("sent away").get(0).object(0).getString("reason"));
        assertFalse(again.isConnected());
        assertTrue(guest("Somebody", TROLLS_ADDRESS).isConnected(), "the address may be that of many");
        server.advance(Duration.ofHours(1));
        assertTrue(guest("Troll", TROLLS_ADDRESS).isConnected());
    }

    @Test
    void with_the_address_all_from_there_are_gone_and_stay_out() {
        TestClient second = guest("Second", TROLLS_ADDRESS);
        act("ban", Map.of("target", "Troll", "address", true, "reason", "spam"));
        assertFalse(second.isConnected());
        var refusal = server.request().remoteAddress(TROLLS_ADDRESS).connect("/").refusal().orElseThrow();
        assertEquals("banned", refusal.getMessage());
        assertEquals("BANNED", refusal.data().orElseThrow().asJsonObject().getString("code"));
        assertTrue(anna.isConnected());
        assertTrue(server.request().remoteAddress(TROLLS_ADDRESS).connect("/other").isConnected(), "another namespace is another place");
        act("unban", Map.of("target", Person.idOf("Troll")));
        assertTrue(guest("Second", TROLLS_ADDRESS).isConnected());
    }

    @Test
    void a_user_who_is_banned_does_not_get_in_at_all() {
        TestClient carla = enter(server.request().user(new User("carla")).connect("/"), "Carla");
        act("ban", Map.of("target", "Carla"));
        assertFalse(carla.isConnected());
        assertEquals("banned", server.request().user(new User("carla")).connect("/").refusal().orElseThrow().getMessage());
    }

    @Test
    void the_address_of_this_host_is_not_banned() {
        guest("Local", "127.0.0.1");
        assertEquals("ADDRESS", act("ban", Map.of("target", "Local", "address", true)).getString("code"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mute", "unmute", "kick", "ban", "unban", "list sanctions"})
    void nobody_else_may_do_that(String event) {
        assertEquals("ROLE_NEEDED", ask(anna, event, Map.of("target", "Troll")).getString("code"));
        assertEquals("ROLE_NEEDED", ask(moderator("other-role", "Other"), event, Map.of("target", "Troll")).getString("code"));
        assertTrue(troll.isConnected());
    }

    @Test
    void a_moderator_cannot_send_away_another_but_an_administrator_can() {
        TestClient second = moderator("parley-moderator", "Second");
        TestClient admin = moderator("parley-admin", "Admin");
        assertEquals("ROLE_NEEDED", act("kick", Map.of("target", "Second")).getString("code"));
        assertEquals("ROLE_NEEDED", act("kick", Map.of("target", "Admin")).getString("code"));
        ask(admin, "kick", Map.of("target", "Second"));
        assertFalse(second.isConnected());
    }

    @Test
    void a_moderator_deletes_what_others_have_said() throws Exception {
        say(troll, "rubbish");
        assertEquals("NOT_YOURS", ask(anna, "delete message", Map.of("id", 1)).getString("code"));
        act("delete message", Map.of("id", 1, "reason", "rude"));
        assertTrue(anna.received("message changed").get(0).object(0).getBoolean("deleted"));
        assertEquals("lobby#1", audit().get(0).getString("about"));
        assertEquals("rude", audit().get(0).getString("reason"));
    }

    @Test
    void each_act_is_recorded_with_who_whom_what_until_and_why() throws Exception {
        act("mute", Map.of("target", "Troll", "seconds", 60, "reason", "noise"));
        server.advance(Duration.ofSeconds(1));
        act("kick", Map.of("target", "Troll"));
        List<JsonObject> acts = audit();
        assertEquals(List.of("kick", "mute"), acts.stream().map(act -> act.getString("what")).toList());
        JsonObject mute = acts.get(1);
        assertEquals("Mod", mute.getString("by"));
        assertEquals("Troll", mute.getString("username"));
        assertEquals("noise", mute.getString("reason"));
        assertEquals(60_000, mute.getJsonNumber("until").longValue() - mute.getJsonNumber("date").longValue());
    }

    @Test
    void what_cannot_be_recorded_is_not_done() {
        archive.breakDown("no space");
        assertEquals("HISTORY_LATE", act("kick", Map.of("target", "Troll")).getString("code"));
        assertTrue(troll.isConnected());
    }

    @Test
    void a_ban_outlives_the_server_and_is_enforced_also_when_it_becomes_known_late() {
        act("ban", Map.of("target", "Troll"));
        act("mute", Map.of("target", "Anna"));
        server.close();
        archive.hold();
        server = start();
        TestClient back = guest("Troll", TROLLS_ADDRESS);
        assertTrue(back.isConnected(), "nobody knows better yet");
        archive.answer();
        assertFalse(back.isConnected());
        assertEquals("MUTED", say(guest("Anna", "192.0.2.8"), "hello").getString("code"));
    }

    @Test
    void moderators_know_that_they_are_and_see_what_counts() {
        assertTrue(mod.received("login").get(0).object(0).getBoolean("moderator"));
        assertFalse(anna.received("login").get(0).object(0).containsKey("moderator"));
        act("mute", Map.of("target", "Troll"));
        act("ban", Map.of("target", "Anna", "seconds", 10));
        assertEquals(2, act("list sanctions", Map.of()).getJsonArray("sanctions").size());
        server.advance(Duration.ofSeconds(10));
        assertEquals(1, act("list sanctions", Map.of()).getJsonArray("sanctions").size());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 315_360_001})
    void a_time_must_be_one(long seconds) {
        assertEquals("FIELD_TYPE", act("ban", Map.of("target", "Troll", "seconds", seconds)).getString("code"));
        assertTrue(troll.isConnected());
    }

    @Test
    void nothing_counts_against_administrators_and_no_address_against_moderators() {
        TestClient admin = enter(server.request().user(() -> "Admin").roles("parley-admin").remoteAddress(TROLLS_ADDRESS).connect("/"), "Admin");
        TestClient second = enter(server.request().user(() -> "Second").roles("parley-moderator").remoteAddress(TROLLS_ADDRESS).connect("/"), "Second");
        act("ban", Map.of("target", "Troll", "address", true));
        assertTrue(admin.isConnected() && second.isConnected());
        String adminsId = Person.idOf(Keys.of(() -> "Admin"));
        admin.disconnect();
        act("ban", Map.of("target", adminsId));
        assertTrue(server.request().user(() -> "Admin").roles("parley-admin").connect("/").isConnected());
    }

    @Test
    void an_id_is_no_name() {
        act("ban", Map.of("target", "Troll"));
        String id = Person.idOf("Troll");
        TestClient friend = guest(id, "192.0.2.9");
        assertEquals(id, act("unban", Map.of("target", id)).getString("id"));
        assertTrue(guest("Troll", TROLLS_ADDRESS).isConnected());
        act("kick", Map.of("target", id));
        assertTrue(friend.isConnected());
    }

    @Test
    void of_two_bans_of_one_address_the_longer_counts_and_each_is_lifted_by_itself() {
        TestClient second = guest("Second", TROLLS_ADDRESS);
        assertTrue(second.isConnected());
        act("ban", Map.of("target", "Troll", "address", true));
        assertFalse(second.isConnected());
        act("unban", Map.of("target", Person.idOf("Second")));
        assertFalse(server.request().remoteAddress(TROLLS_ADDRESS).connect("/").isConnected(), "that of the other counts");
    }

    @Test
    void the_muted_call_themselves_nothing_else_and_open_no_rooms() {
        act("mute", Map.of("target", "Troll"));
        assertEquals("MUTED", ask(troll, "add user", Map.of("username", "BUY PILLS", "key", "Troll")).getString("code"));
        assertEquals("MUTED", ask(troll, "join room", Map.of("room", "pills here")).getString("code"));
        ask(anna, "join room", Map.of("room", "train"));
        assertEquals("train", ask(troll, "join room", Map.of("room", "train")).getString("room"));
    }
}
