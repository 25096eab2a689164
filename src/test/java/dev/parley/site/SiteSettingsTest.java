package dev.parley.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.ChatOptions;
import dev.parley.chat.FileOptions;
import dev.parley.chat.policy.ModeratorRoles;
import dev.parley.chat.wire.CodeNumbers;
import dev.parley.config.Configuration;
import dev.parley.config.InvalidOptionException;
import dev.parley.config.Option;
import dev.parley.config.Source;
import dev.parley.connection.RateOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteSettingsTest {

    private static SiteSettings read(Map<Option, String> options) {
        return SiteSettings.read(new Configuration(List.of(new Source("test", options::get))));
    }

    @Test
    void without_options_there_is_a_chat_everywhere() {
        SiteSettings read = read(Map.of());
        assertEquals(ModeratorRoles.defaults(), read.rules().roles());
        assertEquals(Set.of(), read.rules().namespaces());
        assertEquals(
                new SiteSettings(
                        ChatOptions.defaults(),
                        FileOptions.defaults(),
                        read.rules(),
                        new RateOptions(50, 500),
                        List.of("*"),
                        64_000_000,
                        CodeNumbers.defaults(),
                        SiteSettings.Callers.LOCAL,
                        65_536,
                        Duration.ZERO),
                read);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SOCKETIO_PATH         | /echo",
        "SOCKETIO_PATH         | /client/",
        "SOCKETIO_PATH         | /clients-count",
        "SOCKETIO_PATH         | /chat",
        "CHAT_NAMESPACES       | team",
        "CHAT_NAMESPACES       | /a, *",
        "CHAT_NAMESPACES       | /a/b",
        "CHAT_NAMESPACES       | /..",
        "CHAT_TEXT_MAX         | 0",
        "CHAT_ROOMS_PER_PERSON | 100",
        "CHAT_PERMISSIONS      | / closed",
        "CHAT_PERMISSIONS      | /a/b members",
        "CODES_SAVE_USER       | 2",
        "CODES_ERROR           | -1",
        "CLIENT_CALLERS        | everybody",
        "CLIENT_MAX_BYTES      | 0",
        "HSTS_DAYS             | 3651",
    })
    void a_bad_value_is_refused_with_its_name_and_itself(Option option, String value) {
        InvalidOptionException refused =
                assertThrows(InvalidOptionException.class, () -> read(Map.of(option, value)));
        assertTrue(refused.getMessage().startsWith(option.key() + " must be "), refused.getMessage());
        assertTrue(refused.getMessage().endsWith(", was '" + value + "' (test)"), refused.getMessage());
    }

    @Test
    void nobody_may_be_in_more_rooms_than_a_socket() {
        Map<Option, String> asMany = Map.of(Option.CHAT_ROOMS_PER_PERSON, "20", Option.ROOMS_PER_SOCKET, "20");
        assertTrue(assertThrows(InvalidOptionException.class, () -> read(asMany))
                .getMessage()
                .startsWith("parley.chat.rooms-per-person must be less than parley.rooms.max-per-socket"));
    }

    @ParameterizedTest
    @CsvSource({"/, /", "'/,/a.b~c-_1', '/,/a.b~c-_1'", "/chats, /chats", "'', ''"})
    void the_chat_may_be_in_namespaces_that_can_be_in_a_path(String text, String expected) {
        assertEquals(
                expected, String.join(",", read(Map.of(Option.CHAT_NAMESPACES, text)).chatNamespaces()));
    }
}
