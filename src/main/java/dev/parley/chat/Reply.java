package dev.parley.chat;

import dev.parley.socketio.Ack;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import dev.parley.storage.StorageException;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What somebody who has asked for something gets to hear of it, now or later. Safe for use by many threads. */
record Reply(Socket socket, Ack ack) {
    private static final Logger LOG = System.getLogger(Reply.class.getName());
    private static final Duration LATE = Duration.ofSeconds(2);

    void send(JsonObject answer) {
        ack.send(answer);
    }

    void refuse(EventRefused why) {
        socket.link().refuse(why, ack);
    }

    /** Does something of which a refusal may come. */
    void guard(Runnable work) {
        try {
            work.run();
        } catch (EventRefused refusal) {
            refuse(refusal);
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** For the end of a stage: goes on with what it has brought, or says why it has brought nothing. */
    <T> void then(T result, Throwable failure, Consumer<T> next) {
        if (failure == null) {
            guard(() -> next.accept(result));
        } else {
            failed(cause(failure));
        }
    }

    private void failed(Throwable why) {
        refuse(asRefusal(why));
    }

    /** What was thrown, out of the wrapping that stages put around it. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    static EventRefused asRefusal(Throwable why) {
        if (why instanceof EventRefused refusal) {
            return refusal;
        } else if (why instanceof StorageException) { // may name hosts and users of the database, which is nobody's business
            LOG.log(Level.DEBUG, "the history cannot be reached", why);
            return new EventRefused("HISTORY_LATE", null, "the history cannot be reached, or no more be kept, just now", LATE);
        }
        LOG.log(Level.ERROR, "the chat failed", why);
        return new EventRefused("INTERNAL", null, "the server could not handle the event");
    }
}
