package dev.parley.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people find. */
class SearchTest extends ConversationFixture {
    @Test
    void a_search_is_read_page_by_page_though_all_was_said_at_one_moment() {
        Client anna = member("Anna");
        for (String room : List.of("r", "r", "r", "lobby", "lobby")) {
            anna.send("{'type':'message','room':'" + room + "','text':'x'}");
        }
        String where = "{'type':'search','text':'X','ack':1}";
        assertEquals(List.of(3L, 2L, 2L, 1L, 1L), ids(ask(anna, where)));
        List<Long> found = new ArrayList<>();
        JsonObject page = ask(anna, where.replace("'ack'", "'limit':1,'ack'"));
        for (int pages = 0; page.getBoolean("more") && pages < 10; pages++) {
            found.addAll(ids(page));
            page = ask(anna, where.replace("'ack'", "'limit':1,'next':'" + page.getString("next") + "','ack'"));
        }
        assertEquals(List.of(3L, 2L, 2L, 1L, 1L), found);
        assertEquals(List.of(), ids(page));
        assertFalse(page.containsKey("next"));
    }

    static List<String> noPlaces() {
        String rooms = "1\n1\n" + "r\n".repeat(999);
        return List.of("?", "", "MTA", "MQoyCg==x", Base64.getUrlEncoder().encodeToString(rooms.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("noPlaces")
    void a_search_goes_on_only_where_one_was(String next) {
        JsonObject refused = ask(signedIn("Anna"), "{'type':'search','text':'x','next':'" + next + "','ack':1}");
        assertEquals("next", refused.getJsonObject("error").getString("field"));
    }
}
