package dev.parley.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Checks many cases at once, because most of the time of each is spent waiting for a connection to end. */
final class AtOnce<T> {
    private static final int THREADS = 16;

    /** What a case must pass. */
    interface Check<T> {
        void check(T each) throws Exception;
    }

    private final Map<String, Future<?>> checks = new LinkedHashMap<>(); // by name, which each case has for itself

    /** Begins; {@link #await} tells how it went. */
    AtOnce(List<T> cases, Check<T> check) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (T each : cases) {
            Future<?> before = checks.put(each.toString(), threads.submit(() -> {
                check.check(each);
                return null;
            }));
            if (before != null) {
                throw new IllegalArgumentException("two cases have the name " + each);
            }
        }
        threads.shutdown();
    }

    /** Returns when a case has passed, or throws what it has thrown. */
    void await(T each) throws Exception {
        try {
            checks.get(each.toString()).get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AssertionError wrong) {
                throw wrong;
            }
            throw failed;
        }
    }
}
