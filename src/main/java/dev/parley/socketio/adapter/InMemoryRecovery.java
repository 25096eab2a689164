package dev.parley.socketio.adapter;

import dev.parley.connection.RandomIds;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.RecoveryFailure;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.RecoveryStore;
import dev.parley.socketio.SavedSession;
import dev.parley.socketio.SentEvent;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Sessions and events of a namespace on one node, in memory. Safe for use by many threads. One lock decides the order of
 * events; under it they are numbered and accepted by the connections, and nobody else is called.
 */
public final class InMemoryRecovery implements RecoveryStore {
    /** As many events are handed out under the lock; if more were missed, the most of them before. */
    private static final int FEW = 32;

    private static final int MOST_ROUNDS = 10;

    private final RecoveryOptions options;
    private final Scheduler scheduler;
    private final String prefix = new RandomIds().next().substring(0, 4); // offsets of another log mean nothing here
    private final ConcurrentMap<String, SavedSession> sessions = new ConcurrentHashMap<>();
    private final Object order = new Object();
    private final EventLog log; // guarded by order
    private boolean isTrimming; // guarded by order

    public InMemoryRecovery(RecoveryOptions options, Scheduler scheduler) {
        this.options = options;
        this.scheduler = scheduler;
        this.log = new EventLog(options);
    }

    @Override
    public void save(SavedSession session) {
        sessions.put(session.pid(), session);
    }

    @Override
    public CompletionStage<Claim> claim(String pid, String offset, Optional<String> user) {
        return CompletableFuture.completedFuture(claimNow(pid, offset, user));
    }

    private Claim claimNow(String pid, String offset, Optional<String> user) {
        SavedSession session = sessions.get(pid);
        if (session == null) {
            return new Claim.Refused(RecoveryFailure.UNKNOWN_PID);
        } else if (!session.user().equals(user)) {
            return new Claim.Refused(RecoveryFailure.OTHER_USER);
        } else if (number(offset) < number(session.since()) || !isKnown(offset)) {
            return new Claim.Refused(RecoveryFailure.OFFSET_UNKNOWN);
        } else if (!sessions.remove(pid, session)) { // another was faster
            return new Claim.Refused(RecoveryFailure.UNKNOWN_PID);
        }
        return new Claim.Granted(session);
    }

    private boolean isKnown(String offset) {
        synchronized (order) {
            return log.knows(number(offset));
        }
    }

    @Override
    public CompletionStage<Optional<SavedSession>> forget(String pid) {
        return CompletableFuture.completedFuture(Optional.ofNullable(sessions.remove(pid)));
    }

    @Override
    public String position() {
        synchronized (order) {
            return offset(log.last());
        }
    }

    @Override
    public void append(SentEvent event, Function<String, Runnable> deliver) {
        SentEvent kept = event.compact();
        long size = kept.size();
        Runnable send;
        boolean isFirst;
        synchronized (order) {
            long number = log.add(kept, size, scheduler.now());
            isFirst = !isTrimming;
            isTrimming = true;
            send = deliver.apply(offset(number));
        }
        if (isFirst) {
            scheduler.after(options.maxDisconnection(), this::trim);
        }
        send.run();
    }

    /** Forgets what is old where nothing new comes. */
    private void trim() {
        boolean isMore;
        synchronized (order) {
            log.trim(scheduler.now());
            isMore = !log.isEmpty();
            isTrimming = isMore;
        }
        if (isMore) {
            scheduler.after(options.maxDisconnection(), this::trim);
        }
    }

    @Override
    public CompletionStage<Boolean> replay(String offset, Consumer<List<Kept>> missed, Runnable resume) {
        return CompletableFuture.completedFuture(replayNow(number(offset), missed, resume));
    }

    private boolean replayNow(long offset, Consumer<List<Kept>> missed, Runnable resume) {
        long from = offset;
        for (int round = 1; ; round++) {
            List<EventLog.Entry> entries;
            synchronized (order) {
                if (!log.knows(from)) {
                    return false;
                }
                entries = log.after(from);
                if (entries.size() <= FEW || round == MOST_ROUNDS) {
                    missed.accept(kept(entries));
                    resume.run();
                    return true;
                }
            }
            missed.accept(kept(entries)); // writing them down takes time, and nobody has to wait for that
            from += entries.size();
        }
    }

    private List<Kept> kept(List<EventLog.Entry> entries) {
        return entries.stream()
                .map(entry -> new Kept(offset(entry.number()), entry.event()))
                .toList();
    }

    private String offset(long number) {
        return prefix + Long.toString(number, Character.MAX_RADIX);
    }

    /** The number of an offset; -1 if it is none of here. */
    private long number(String offset) {
        if (!offset.startsWith(prefix)) {
            return -1;
        }
        try {
            return Long.parseLong(offset.substring(prefix.length()), Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The events are needed no more; sessions stay until their time is over. */
    @Override
    public void close() {
        sessions.clear();
    }
}
