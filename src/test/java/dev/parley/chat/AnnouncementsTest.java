package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.chat.Announcements.Change;
import dev.parley.testkit.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private int here = 1;
    private final Announcements announcements = new Announcements(scheduler, () -> here);
    private final List<String> told = new ArrayList<>();

    private void change(String what) {
        announcements.tell(new Change(what, () -> told.add(what)));
    }

    @Test
    void the_first_change_is_told_at_once_and_those_during_the_rest_together() {
        change("a");
        change("b");
        change("c");
        change("b");
        assertEquals(List.of("a"), told);
        scheduler.advance(Announcements.REST);
        assertEquals(List.of("a", "b", "c"), told);
        change("d");
        scheduler.advance(Announcements.REST);
        assertEquals(List.of("a", "b", "c", "d"), told);
    }

    @Test
    void after_a_rest_without_changes_nothing_waits() {
        change("a");
        scheduler.advance(Announcements.REST);
        assertEquals(0, scheduler.waiting());
        change("b");
        assertEquals(List.of("a", "b"), told);
    }

    @Test
    void where_many_hear_it_lists_are_told_less_often() {
        here = 4 * Announcements.CROWD;
        change("a");
        change("b");
        scheduler.advance(Announcements.REST.multipliedBy(4));
        assertEquals(List.of("a"), told);
        scheduler.advance(Announcements.REST);
        assertEquals(List.of("a", "b"), told);
    }

    @Test
    void one_that_fails_does_not_silence_all_that_follow() {
        Change failing = new Change("x", () -> {
            throw new IllegalStateException("on purpose");
        });
        announcements.tell(failing, new Change("a", () -> told.add("a")));
        scheduler.advance(Announcements.REST);
        change("b");
        assertEquals(List.of("a", "b"), told);
    }
}
