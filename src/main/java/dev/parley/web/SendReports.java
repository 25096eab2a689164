package dev.parley.web;

import jakarta.websocket.SendHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Where the container reports that an asynchronous send is over, which nobody can ask it: before the send returns, as most
 * do, or by a task of its own, as Tomcat. There a send wakes a thread to be told of it, at twice the cost of one that blocks. Learnt
 * from the first sends; safe for use by many threads.
 */
final class SendReports {
    private static final int ENOUGH = 16;

    private final AtomicInteger elsewhere = new AtomicInteger(); // so many in a row; negative once one was not

    /** Whether a report always costs a change of threads. */
    boolean areCostly() {
        return elsewhere.get() >= ENOUGH;
    }

    /**
     * Sends and learns from the report, which is passed on.
     *
     * @param sending sends once, and gives the container what is to be told
     */
    void send(SendHandler handler, Consumer<SendHandler> sending) {
        if (elsewhere.get() < 0 || areCostly()) {
            sending.accept(handler);
            return;
        }
        Thread sender = Thread.currentThread();
        AtomicBoolean hasReturned = new AtomicBoolean(); // the same thread may be told later, when it has been woken for it
        sending.accept(result -> {
            if (result.isOK()) { // what fails at once is told at once, everywhere
                learn(Thread.currentThread() == sender && !hasReturned.get());
            }
            handler.onResult(result);
        });
        hasReturned.set(true);
    }

    private void learn(boolean isToldAtOnce) {
        if (isToldAtOnce) {
            elsewhere.set(Integer.MIN_VALUE); // for good
        } else {
            elsewhere.incrementAndGet();
        }
    }
}
