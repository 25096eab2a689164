package dev.parley.socketio;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What one namespace keeps for clients that lose their connection: who they were, and what was sent meanwhile. Safe for use
 * by many threads; nothing blocks. Made by the namespace's {@link Adapter}.
 *
 * <p>An offset names an event. It tells clients nothing but that, and grows with time for the store alone.
 */
public interface RecoveryStore extends AutoCloseable {

    /** The answer to {@link #claim}. */
    sealed interface Claim {
        /** It is the caller's, and nobody else's. */
        record Granted(SavedSession session) implements Claim {
            public Granted {
                requireNonNull(session, "session");
            }
        }

        record Refused(RecoveryFailure why) implements Claim {
            public Refused {
                requireNonNull(why, "why");
            }
        }
    }

    /** An event and its offset. */
    record Kept(String offset, SentEvent event) {
        public Kept {
            requireNonNull(offset, "offset");
            requireNonNull(event, "event");
        }
    }

    /** Keeps a session until it is claimed or forgotten. */
    void save(SavedSession session);

    /**
     * Takes a session out, of many callers for one at most, if all that was sent after an offset is known.
     *
     * @param user who the container says the client is
     */
    CompletionStage<Claim> claim(String pid, String offset, Optional<String> user);

    /** Takes a session out, because nobody has come; empty when somebody else was faster. */
    CompletionStage<Optional<SavedSession>> forget(String pid);

    /** The offset of the last event. */
    String position();

    /**
     * Keeps an event.
     *
     * @param deliver gets its offset, and hands it to the connections without sending yet ({@link Emission}); called for one
     *     event at a time, in the order of offsets, so that every client receives them in that order. What it returns does
     *     send, and is run when nothing is locked
     */
    void append(SentEvent event, Function<String, Runnable> deliver);

    /**
     * Finds what was sent after an offset.
     *
     * @param missed gets it in order, perhaps in several parts
     * @param resume called after the last part: what {@link #append} delivers comes after it, and nothing comes between.
     *     Neither may send anything yet
     * @return false, and resume is not called, when something is not known any more
     */
    CompletionStage<Boolean> replay(String offset, Consumer<List<Kept>> missed, Runnable resume);

    @Override
    void close();
}
