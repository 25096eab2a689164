package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendReportsTest {
    private static final SendResult SENT = new SendResult();

    private final SendReports reports = new SendReports();
    private final List<SendResult> passedOn = new ArrayList<>();

    private void reportElsewhere() throws InterruptedException {
        List<SendHandler> told = new ArrayList<>();
        reports.send(passedOn::add, told::add);
        Thread thread = new Thread(() -> told.get(0).onResult(SENT));
        thread.start();
        thread.join();
    }

    @Test
    void reports_on_other_threads_are_costly_when_there_have_been_enough() throws InterruptedException {
        for (int i = 0; i < 16; i++) {
            assertFalse(reports.areCostly());
            reportElsewhere();
        }
        assertTrue(reports.areCostly());
        assertEquals(16, passedOn.size());
    }

    @Test
    void what_the_thread_that_sends_is_told_afterwards_is_costly_too() {
        for (int i = 0; i < 16; i++) {
            List<SendHandler> told = new ArrayList<>();
            reports.send(passedOn::add, told::add);
            told.get(0).onResult(SENT); // by a task that the same thread of a pool has taken up
        }
        assertTrue(reports.areCostly());
        assertEquals(16, passedOn.size());
    }

    @Test
    void one_on_the_thread_that_sends_decides() throws InterruptedException {
        reportElsewhere();
        reports.send(passedOn::add, handler -> handler.onResult(SENT));
        for (int i = 0; i < 20; i++) {
            reportElsewhere();
        }
        assertFalse(reports.areCostly());
        assertEquals(22, passedOn.size());
    }

    @Test
    void what_fails_at_once_says_nothing_of_where_others_are_reported() throws InterruptedException {
        SendResult failed = new SendResult(new IOException("the peer has gone"));
        reports.send(passedOn::add, handler -> handler.onResult(failed));
        for (int i = 0; i < 16; i++) {
            reportElsewhere();
        }
        assertTrue(reports.areCostly());
        assertEquals(17, passedOn.size());
    }
}
