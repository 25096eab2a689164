package dev.parley.web;

import jakarta.websocket.SendHandler;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the container reports that an asynchronous send is over, which nobody can ask it: on the thread that sends, as most
 * do, or on another, as Tomcat. There a send wakes a thread to be told of it, at twice the cost of one that blocks. Learnt
 * from the first sends; safe for use by many threads.
 */
final class SendReports {
    private static final int ENOUGH = 16;

    private final AtomicInteger elsewhere = new AtomicInteger(); // so many in a row; negative once one was not

    /** Whether a report always costs a change of threads. */
    boolean areCostly() {
        return elsewhere.get() >= ENOUGH;
    }

    /** Passes a report on and learns from it. */
    SendHandler learning(SendHandler handler) {
        if (elsewhere.get() < 0 || areCostly()) {
            return handler;
        }
        Thread sender = Thread.currentThread();
        return result -> {
            if (Thread.currentThread() == sender) {
                elsewhere.set(Integer.MIN_VALUE); // for good
            } else {
                elsewhere.incrementAndGet();
            }
            handler.onResult(result);
        };
    }
}
