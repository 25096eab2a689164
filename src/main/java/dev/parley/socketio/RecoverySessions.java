package dev.parley.socketio;

import dev.parley.connection.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where the private ids of a server's clients are: in use, away, or over. Safe for use by many threads. Ids are secrets and
 * go nowhere from here.
 */
final class RecoverySessions {
    /** How many ids that are over are remembered, to tell why. */
    private static final int REMEMBERED = 1_000;

    /** How long a client that comes back waits for its former socket to hear that it has gone. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private record Away(Recovery home, SavedSession session, long deadline, Scheduler.Timer timer) {}

    private final RecoveryOptions options;
    private final Scheduler scheduler;

    // all guarded by this
    private final Map<String, Peer> present = new HashMap<>();
    private final Map<String, CompletableFuture<Void>> settling = new HashMap<>();
    private final Map<String, Away> away = new LinkedHashMap<>(); // who left first comes first
    private final Map<String, RecoveryFailure> over = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RecoveryFailure> eldest) {
            return size() > REMEMBERED;
        }
    };

    RecoverySessions(RecoveryOptions options, Scheduler scheduler) {
        this.options = options;
        this.scheduler = scheduler;
    }

    /** A client has come that was not here. */
    synchronized void came(String pid, Peer peer) {
        present.put(pid, peer);
    }

    /** A client has gone and may come back until a moment. */
    void left(Recovery home, SavedSession session, long deadline) {
        String pid = session.pid();
        Duration left = Duration.ofMillis(Math.max(0, deadline - scheduler.now()));
        Away pushedOut = null;
        synchronized (this) {
            over.remove(pid);
            Scheduler.Timer timer = scheduler.after(left, () -> expire(pid));
            away.put(pid, new Away(home, session, deadline, timer));
            if (away.size() > options.maxSessions()) {
                pushedOut = remove(away.keySet().iterator().next(), RecoveryFailure.TOO_MANY);
            }
        }
        giveUp(pushedOut);
    }

    /** The moment until which somebody who leaves now may come back. */
    long deadline() {
        return scheduler.now() + options.maxDisconnection().toMillis();
    }

    /**
     * A client has come back.
     *
     * @return until when it could have done so
     */
    synchronized long cameBack(String pid, Peer peer) {
        present.put(pid, peer);
        over.remove(pid);
        Away before = away.remove(pid);
        if (before == null) { // it left another node, or its time is over at this moment
            return deadline();
        }
        before.timer().cancel();
        return before.deadline();
    }

    /** Nobody will come back with this id. */
    synchronized void end(String pid, RecoveryFailure why) {
        over.put(pid, why);
    }

    synchronized boolean isOver(String pid) {
        return over.containsKey(pid);
    }

    /** When a socket whose connection has ended will have left; empty where there is nothing to wait for. */
    Optional<CompletionStage<Void>> settling(String pid) {
        Peer peer;
        synchronized (this) {
            peer = present.get(pid);
        }
        if (peer == null || peer.isOpen()) {
            return Optional.empty();
        }
        CompletableFuture<Void> settled;
        synchronized (this) {
            if (!present.containsKey(pid)) { // just now
                return Optional.of(CompletableFuture.completedFuture(null));
            }
            settled = settling.computeIfAbsent(pid, key -> new CompletableFuture<>());
        }
        scheduler.after(SETTLING, () -> settled.complete(null));
        return Optional.of(settled);
    }

    /** A client has gone from here, and all that is to be kept of it is kept. */
    void settled(String pid, Peer peer) {
        CompletableFuture<Void> awaited;
        synchronized (this) {
            present.remove(pid, peer); // or it is back already, elsewhere
            awaited = settling.remove(pid);
        }
        if (awaited != null) {
            awaited.complete(null);
        }
    }

    /** Why there is nothing for this id. */
    synchronized RecoveryFailure whereabouts(String pid) {
        return present.containsKey(pid)
                ? RecoveryFailure.STILL_CONNECTED
                : over.getOrDefault(pid, RecoveryFailure.UNKNOWN_PID);
    }

    private void expire(String pid) {
        Away expired;
        synchronized (this) {
            expired = remove(pid, RecoveryFailure.EXPIRED);
        }
        giveUp(expired);
    }

    /** Called with the lock. */
    private Away remove(String pid, RecoveryFailure why) {
        Away removed = away.remove(pid);
        if (removed != null) {
            removed.timer().cancel();
            end(pid, why);
        }
        return removed;
    }

    private static void giveUp(Away gone) {
        if (gone != null) {
            gone.home().giveUp(gone.session());
        }
    }
}
