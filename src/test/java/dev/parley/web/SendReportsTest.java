package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.websocket.SendResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendReportsTest {
    private static final SendResult SENT = new SendResult();

    private final SendReports reports = new SendReports();
    private final List<SendResult> passedOn = new ArrayList<>();

    private void reportElsewhere() throws InterruptedException {
        var handler = reports.learning(passedOn::add);
        Thread thread = new Thread(() -> handler.onResult(SENT));
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
    void one_on_the_thread_that_sends_decides() throws InterruptedException {
        reportElsewhere();
        reports.learning(passedOn::add).onResult(SENT);
        for (int i = 0; i < 20; i++) {
            reportElsewhere();
        }
        assertFalse(reports.areCostly());
        assertEquals(22, passedOn.size());
    }
}
