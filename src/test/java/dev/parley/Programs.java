package dev.parley;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;

/** Programs that a machine may lack: then a test is skipped, but never in CI. */
public final class Programs {
    private Programs() {}

    /** @param advice what to install if it is not there */
    public static Process start(ProcessBuilder program, String advice) {
        try {
            return program.start();
        } catch (IOException absent) {
            throw missing(advice, absent);
        }
    }

    /**
     * Never returns; to be thrown, so that the compiler knows that as well.
     *
     * @param reason null if there is none
     */
    public static RuntimeException missing(String advice, Throwable reason) {
        return "true".equals(System.getenv("CI")) ? fail(advice, reason) : abort(advice);
    }
}
