package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CreditTest {
    private final Credit credit = new Credit();

    @Test
    void it_is_spent_by_what_nobody_has_read() {
        credit.spend(Credit.BYTES);
        assertTrue(credit.isLeft());
        credit.spend(1);
        assertFalse(credit.isLeft());
    }

    @Test
    void the_peer_is_asked_once_half_of_it_is_spent() {
        credit.spend(Credit.BYTES / 2);
        assertNull(credit.question());
        credit.spend(1);
        ByteBuffer question = credit.question();
        assertNotNull(question);
        credit.asks(question);
        credit.spend(1_000);
        assertNull(credit.question(), "the answer is on its way");
    }

    @Test
    void an_answer_gives_back_what_was_on_its_way_before_the_question() {
        credit.spend(Credit.BYTES + 1);
        ByteBuffer question = credit.question();
        credit.asks(question);
        credit.spend(Credit.BYTES);
        assertTrue(credit.answered(question));
        assertTrue(credit.isLeft());
        credit.spend(1);
        assertFalse(credit.isLeft());
    }

    @Test
    void the_answer_to_a_later_ping_will_do() {
        credit.spend(Credit.BYTES + 1);
        credit.asks(credit.question());
        ByteBuffer heartbeat = ByteBuffer.wrap(new byte[] {1, 2});
        credit.asks(heartbeat);
        assertFalse(credit.answered(heartbeat), "others may want to know");
        assertTrue(credit.isLeft());
    }

    @Test
    void an_answer_to_an_earlier_ping_gives_nothing_back() {
        ByteBuffer heartbeat = ByteBuffer.wrap(new byte[] {1, 2});
        credit.asks(heartbeat);
        credit.spend(Credit.BYTES + 1);
        credit.answered(heartbeat);
        credit.answered(heartbeat);
        assertFalse(credit.isLeft());
    }
}
