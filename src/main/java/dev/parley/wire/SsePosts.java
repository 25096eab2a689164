package dev.parley.wire;

import dev.parley.connection.Connections;
import dev.parley.connection.Message;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.EventRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The POSTs of one session that have no answer yet. Safe for use by many threads. */
final class SsePosts {
    private final SseConnection connection;
    private final Connections connections;
    private final Set<Post> unanswered = ConcurrentHashMap.newKeySet(2);
    private final AtomicLong unhandledBytes = new AtomicLong();
    private final List<Post> held = new ArrayList<>(0); // confined to the mailbox: what came while it was paused
    private volatile boolean isPaused;
    private volatile boolean isClosed;

    SsePosts(SseConnection connection, Connections connections) {
        this.connection = connection;
        this.connections = connections;
    }

    void post(Message message, SseAnswer answer) {
        int most = connections.options().messages().maxUnhandled();
        if (unanswered.size() >= most) {
            answer.busy(most + " messages of a session may be unanswered (parley.message.max-unhandled)");
            return;
        }
        long mostBytes = connections.options().outbox().maxBytes();
        if (!unanswered.isEmpty() && unhandledBytes.get() > mostBytes) {
            answer.busy(mostBytes + " bytes of messages of a session may wait (parley.outbox.max-bytes)");
            return;
        }
        Post post = new Post(message, answer);
        unanswered.add(post);
        unhandledBytes.addAndGet(message.size());
        if (isClosed) { // close() may have looked before it was there to be found
            post.gone();
        }
        connection.mailbox().execute(() -> {
            if (isPaused) {
                held.add(post);
            } else {
                handle(post);
            }
        });
    }

    private void handle(Post post) {
        unhandledBytes.addAndGet(-post.message.size());
        connection.handle(post.message, post);
    }

    void pause() {
        isPaused = true;
    }

    void resume() {
        isPaused = false;
        connection.mailbox().execute(() -> {
            List<Post> waiting = List.copyOf(held);
            held.clear();
            waiting.forEach(this::handle);
        });
    }

    boolean isPaused() {
        return isPaused;
    }

    void close() {
        isClosed = true;
        unanswered.forEach(Post::gone);
    }

    private final class Post implements Reply {
        private final Message message;
        private final SseAnswer answer;
        private volatile Scheduler.Timer patience; // null unless an acknowledgement is awaited

        Post(Message message, SseAnswer answer) {
            this.message = message;
            this.answer = answer;
        }

        /** Whether this is the first answer. */
        private boolean isFirst() {
            boolean isFirst = unanswered.remove(this);
            Scheduler.Timer timer = patience;
            if (timer != null) {
                timer.cancel();
            }
            return isFirst;
        }

        @Override
        public boolean acknowledge(Message frame) {
            boolean isFirst = isFirst();
            if (isFirst) {
                answer.acknowledged((Message.Text) frame);
            }
            return isFirst;
        }

        @Override
        public boolean refuse(EventRefused refusal) {
            boolean isFirst = isFirst();
            if (isFirst) {
                answer.refused(refusal);
            }
            return isFirst;
        }

        @Override
        public void handled(boolean wantsAnswer) {
            if (!wantsAnswer) {
                accept();
            } else if (unanswered.contains(this)) {
                // proxies and clients do not wait for ever
                patience = connections.scheduler().after(connections.options().heartbeat().interval(), this::accept);
                if (!unanswered.contains(this)) {
                    patience.cancel();
                }
            }
        }

        private void accept() {
            if (isFirst()) {
                answer.accepted();
            }
        }

        void gone() {
            if (isFirst()) {
                answer.gone();
            }
        }
    }
}
