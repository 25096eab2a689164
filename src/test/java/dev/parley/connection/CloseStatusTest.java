package dev.parley.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CloseStatusTest {

    @Test
    void what_a_peer_says_is_passed_on() {
        assertEquals(new CloseStatus(4001, "bye"), CloseStatus.byPeer(4001, "bye"));
        assertEquals(new CloseStatus(1000, ""), CloseStatus.byPeer(1000, null));
    }

    @Test
    void a_long_reason_is_cut_between_two_characters_and_its_code_stays() {
        assertEquals(new CloseStatus(4001, "x".repeat(40)), CloseStatus.byPeer(4001, "x".repeat(123)));
        assertEquals(new CloseStatus(4001, "x".repeat(39)), CloseStatus.byPeer(4001, "x".repeat(39) + "😀".repeat(9)));
    }

    @Test
    void a_code_that_cannot_be_is_an_abnormal_end() {
        assertEquals(CloseStatus.ABNORMAL, CloseStatus.byPeer(999, "no"));
        assertEquals(CloseStatus.ABNORMAL, CloseStatus.byPeer(5000, "no"));
    }
}
