package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void what_the_archive_tells_late_does_not_set_a_reading_mark_back() {
        Memory memory = new Memory();
        memory.open(List.of(), Map.of()); // it has not answered for long
        assertTrue(memory.hasRead("r", 7));
        memory.open(List.of(), Map.of("r", 3L, "other", 4L));
        assertEquals(7, memory.lastRead("r"));
        assertEquals(4, memory.lastRead("other"));
    }
}
