package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.auth.CorsPolicy;
import dev.parley.config.Configuration;
import dev.parley.config.InvalidOptionException;
import dev.parley.config.Option;
import dev.parley.config.Source;
import dev.parley.connection.HeartbeatOptions;
import dev.parley.connection.MessageOptions;
import dev.parley.engineio.EngineOptions;
import dev.parley.engineio.TransportName;
import dev.parley.socketio.AttachmentOptions;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.engine.Parser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of Socket.IO, Engine.IO, CORS and the cookie, from text to what they mean. */
class SettingsTest {

    private static Settings read(Map<Option, String> options) {
        return Settings.read(new Configuration(List.of(new Source("test", options::get))));
    }

    @Test
    void the_defaults_are_nodes_except_that_old_clients_may_come() {
        Settings settings = read(Map.of());
        assertEquals(
                new EngineOptions(
                        new HeartbeatOptions(Duration.ofSeconds(25), Duration.ofSeconds(20)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Set.of(TransportName.POLLING, TransportName.WEBSOCKET),
                        true,
                        true),
                settings.engine().engine());
        assertEquals("/socket.io", settings.socketIoPath());
        assertEquals(Parser.DEFAULT, settings.parser());
        assertTrue(settings.servesClient());
        assertFalse(settings.servesContract());
        assertEquals(
                new MessageOptions(1_000_000, 100_000, Duration.ofSeconds(60), 1_000, 100), settings.connections().messages());
        assertEquals(
                new AttachmentOptions(10, 10_000_000, Duration.ofSeconds(60)), settings.socketIo().attachments());
        assertEquals(Duration.ofSeconds(45), settings.socketIo().connectTimeout());
        assertEquals(
                new RecoveryOptions(false, Duration.ofMinutes(2), true, 10_000, 4_000_000, 20_000),
                settings.socketIo().recovery());
        assertEquals(1_024, settings.engine().compressionThreshold());
        assertFalse(settings.engine().cookie().isWanted());
        assertFalse(settings.engine().cors().answersPreflights());
        assertEquals(204, settings.engine().cors().preflightStatus());
        assertEquals(List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"), settings.engine().cors().methods());
    }

    @Test
    void every_option_reaches_its_place() {
        Settings settings = read(Map.ofEntries(
                Map.entry(Option.HEARTBEAT_INTERVAL, "300ms"),
                Map.entry(Option.HEARTBEAT_TIMEOUT, "200ms"),
                Map.entry(Option.SOCKETIO_UPGRADE_TIMEOUT, "5s"),
                Map.entry(Option.SOCKETIO_TRANSPORTS, "websocket"),
                Map.entry(Option.SOCKETIO_UPGRADES, "false"),
                Map.entry(Option.SOCKETIO_REVISION_3, "false"),
                Map.entry(Option.SOCKETIO_PATH, "/rt/io/"),
                Map.entry(Option.SOCKETIO_PARSER, "messagepack"),
                Map.entry(Option.SOCKETIO_CLIENT, "false"),
                Map.entry(Option.SOCKETIO_COMPRESSION, "0"),
                Map.entry(Option.SOCKETIO_CLOSE_TIMEOUT, "6s"),
                Map.entry(Option.MESSAGE_MAX_BYTES, "1"),
                Map.entry(Option.MESSAGE_MAX_PARTS, "2"),
                Map.entry(Option.MESSAGE_TIMEOUT, "3s"),
                Map.entry(Option.MESSAGE_MAX_UNHANDLED, "4"),
                Map.entry(Option.ATTACHMENTS_MAX, "0"),
                Map.entry(Option.ATTACHMENTS_MAX_BYTES, "7"),
                Map.entry(Option.ATTACHMENTS_TIMEOUT, "8s"),
                Map.entry(Option.CONNECT_TIMEOUT, "1s")));
        assertEquals(
                new EngineOptions(
                        new HeartbeatOptions(Duration.ofMillis(300), Duration.ofMillis(200)),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(6),
                        Set.of(TransportName.WEBSOCKET),
                        false,
                        false),
                settings.engine().engine());
        assertEquals("/rt/io", settings.socketIoPath());
        assertEquals(Parser.MESSAGEPACK, settings.parser());
        assertFalse(settings.servesClient());
        assertEquals(0, settings.engine().compressionThreshold());
        assertEquals(new MessageOptions(1, 2, Duration.ofSeconds(3), 4, 100), settings.connections().messages());
        assertEquals(new AttachmentOptions(0, 7, Duration.ofSeconds(8)), settings.socketIo().attachments());
        assertEquals(Duration.ofSeconds(1), settings.socketIo().connectTimeout());
    }

    @Test
    void the_options_of_recovery_reach_their_place() {
        assertEquals(
                new RecoveryOptions(true, Duration.ofSeconds(30), false, 10, 1_000, 5),
                read(Map.of(
                                Option.RECOVERY_ENABLED, "true",
                                Option.RECOVERY_MAX_DISCONNECTION, "30s",
                                Option.RECOVERY_SKIP_MIDDLEWARES, "false",
                                Option.RECOVERY_MAX_EVENTS, "10",
                                Option.RECOVERY_MAX_BYTES, "1000",
                                Option.RECOVERY_MAX_SESSIONS, "5"))
                        .socketIo()
                        .recovery());
        assertThrows(InvalidOptionException.class, () -> read(Map.of(Option.RECOVERY_MAX_EVENTS, "0")));
    }

    @Test
    void the_options_of_cors_reach_their_place() {
        CorsPolicy cors = read(Map.of(
                Option.ORIGINS, "https://a.example, https://*.b.example",
                Option.CORS_CREDENTIALS, "true",
                Option.CORS_METHODS, "GET, POST",
                Option.CORS_ALLOWED_HEADERS, "X-In",
                Option.CORS_EXPOSED_HEADERS, "X-Out",
                Option.CORS_MAX_AGE, "600",
                Option.CORS_PREFLIGHT_STATUS, "200"))
                .engine()
                .cors();
        assertEquals(
                Map.of(
                        "Vary", "Origin",
                        "Access-Control-Allow-Origin", "https://x.b.example",
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Allow-Methods", "GET,POST",
                        "Access-Control-Allow-Headers", "X-In",
                        "Access-Control-Max-Age", "600"),
                cors.preflightHeaders("https://x.b.example", "host", "X-Other"));
        assertEquals(200, cors.preflightStatus());
    }

    @Test
    void the_options_of_the_cookie_reach_their_place() {
        CookieOptions cookie = read(Map.of(
                        Option.COOKIE_NAME, "node",
                        Option.COOKIE_PATH, "",
                        Option.COOKIE_HTTP_ONLY, "false",
                        Option.COOKIE_SAME_SITE, "none",
                        Option.COOKIE_SECURE, "true"))
                .engine()
                .cookie();
        assertTrue(cookie.isWanted());
        assertEquals("node=abc; Secure; SameSite=None", cookie.header("abc"));
    }

    @Test
    void any_origin_is_refused_together_with_credentials() {
        Map<Option, String> both = Map.of(Option.ORIGINS, "*", Option.CORS_CREDENTIALS, "true");
        InvalidOptionException refused = assertThrows(InvalidOptionException.class, () -> read(both));
        assertEquals(
                "parley.cors.credentials must be false where parley.origins is *, was 'true' (test)",
                refused.getMessage());
        assertTrue(read(Map.of(Option.ORIGINS, "*")).engine().cors().answersPreflights());
    }

    @Test
    void a_cookie_for_all_sites_needs_tls() {
        Map<Option, String> alone = Map.of(Option.COOKIE_SAME_SITE, "none");
        InvalidOptionException refused = assertThrows(InvalidOptionException.class, () -> read(alone));
        assertEquals(
                "parley.cookie.same-site must be lax or strict unless parley.cookie.secure is true, was 'none' (test)",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SOCKETIO_PATH            | ''",
        "SOCKETIO_PATH            | /",
        "SOCKETIO_PATH            | socket.io",
        "SOCKETIO_PATH            | /a//b",
        "SOCKETIO_PATH            | /a/../b",
        "SOCKETIO_PATH            | /.",
        "SOCKETIO_PATH            | /a b",
        "SOCKETIO_PATH            | /{a}",
        "SOCKETIO_PATH            | /*",
        "SOCKETIO_PATH            | /é",
        "SOCKETIO_PATH            | /ws",
        "SOCKETIO_PATH            | /ws/io",
        "SOCKETIO_PARSER          | json",
        "SOCKETIO_PARSER          | MESSAGEPACK",
        "SOCKETIO_CLIENT          | yes",
        "SOCKETIO_REVISION_3      | 1",
        "SOCKETIO_UPGRADES        | TRUE",
        "SOCKETIO_TRANSPORTS      | ''",
        "SOCKETIO_TRANSPORTS      | ,",
        "SOCKETIO_TRANSPORTS      | polling, webtransport",
        "SOCKETIO_TRANSPORTS      | POLLING",
        "SOCKETIO_UPGRADE_TIMEOUT | 9ms",
        "SOCKETIO_UPGRADE_TIMEOUT | 61m",
        "SOCKETIO_COMPRESSION     | -1",
        "SOCKETIO_COMPRESSION     | 100000001",
        "COOKIE_NAME              | a b",
        "COOKIE_NAME              | a=b",
        "COOKIE_NAME              | a;b",
        "COOKIE_PATH              | a",
        "COOKIE_PATH              | /a;b",
        "COOKIE_PATH              | /a b",
        "COOKIE_HTTP_ONLY         | no",
        "COOKIE_SAME_SITE         | Lax",
        "COOKIE_SAME_SITE         | ''",
        "COOKIE_SECURE            | on",
        "ORIGINS                  | https://*",
        "ORIGINS                  | https://a.example, *",
        "CORS_CREDENTIALS         | include",
        "AUTH_CONTAINER           | yes",
        "AUTH_TOKEN_ISSUER        | https://id.example.org",
        "AUTH_TOKEN_AUDIENCE      | parley",
        "AUTH_TOKEN_COOKIE        | id",
        "CORS_METHODS             | G ET",
        "CORS_ALLOWED_HEADERS     | X-In: 1",
        "CORS_EXPOSED_HEADERS     | X Out",
        "CORS_MAX_AGE             | -1",
        "CORS_MAX_AGE             | 86401",
        "CORS_PREFLIGHT_STATUS    | 199",
        "CORS_PREFLIGHT_STATUS    | 300",
        "ATTACHMENTS_MAX          | -1",
        "ATTACHMENTS_MAX          | 1001",
        "ATTACHMENTS_MAX_BYTES    | 0",
        "ATTACHMENTS_MAX_BYTES    | 1000000001",
        "ATTACHMENTS_TIMEOUT      | 0s",
        "MESSAGE_MAX_PARTS        | 0",
        "MESSAGE_MAX_PARTS        | 10000001",
        "MESSAGE_TIMEOUT          | 61m",
        "MESSAGE_MAX_UNHANDLED    | 0",
        "MESSAGE_MAX_UNHANDLED    | 1000001",
        "SOCKETIO_CLOSE_TIMEOUT   | 9ms",
        "CONNECT_TIMEOUT          | 0s",
        "CONNECT_TIMEOUT          | 45",
    })
    void a_bad_value_is_refused_with_its_name_and_itself(Option option, String value) {
        InvalidOptionException refused =
                assertThrows(InvalidOptionException.class, () -> read(Map.of(option, value)));
        assertTrue(refused.getMessage().startsWith(option.key() + " must be "), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(", was '" + value + "' (test)"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/socket.io", "/socket.io/", "/a", "/a/b.c/d_e~f-1", "/wsx", "/chats", "/engine.io"})
    void a_path_may_have_every_character_that_needs_no_escape(String path) {
        String expected = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        assertEquals(expected, read(Map.of(Option.SOCKETIO_PATH, path)).socketIoPath());
    }

    @ParameterizedTest
    @CsvSource({
        "SOCKETIO_COMPRESSION, 100000000", "CORS_MAX_AGE, 86400", "CORS_PREFLIGHT_STATUS, 200",
        "CORS_PREFLIGHT_STATUS, 299", "ATTACHMENTS_MAX, 1000", "ATTACHMENTS_MAX_BYTES, 1000000000", "ATTACHMENTS_TIMEOUT, 1h",
        "MESSAGE_MAX_PARTS, 10000000", "MESSAGE_TIMEOUT, 10ms", "MESSAGE_MAX_UNHANDLED, 1000000", "SOCKETIO_CLOSE_TIMEOUT, 10ms",
        "CONNECT_TIMEOUT, 10ms", "SOCKETIO_UPGRADE_TIMEOUT, 1h",
        "COOKIE_NAME, __Host-io.1", "COOKIE_PATH, /a/b?c",
    })
    void a_value_may_stand_at_its_limit(Option option, String value) {
        assertTrue(read(Map.of(option, value)).servesClient());
    }
}
