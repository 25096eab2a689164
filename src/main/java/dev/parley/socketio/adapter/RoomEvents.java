package dev.parley.socketio.adapter;

import dev.parley.connection.Mailbox;
import dev.parley.socketio.RoomListener;
import dev.parley.socketio.Socket;
import dev.parley.socketio.Subscription;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells what happens to rooms, in the order in which it happened. Safe for use by many threads: what is written down under the
 * locks of the rooms is told when nothing is locked any more.
 */
final class RoomEvents {
    private static final Logger LOG = System.getLogger(RoomEvents.class.getName());

    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<RoomListener>> untold = new ConcurrentLinkedQueue<>();
    private final Mailbox telling = new Mailbox();

    Subscription add(RoomListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Writes down that somebody has joined. */
    void joined(String room, Socket socket, boolean isNew) {
        if (!listeners.isEmpty()) {
            if (isNew) {
                untold.add(listener -> listener.created(room));
            }
            untold.add(listener -> listener.joined(room, socket));
        }
    }

    /** Writes down that somebody has left. */
    void left(String room, Socket socket, boolean isEmpty) {
        if (!listeners.isEmpty()) {
            untold.add(listener -> listener.left(room, socket));
            if (isEmpty) {
                untold.add(listener -> listener.deleted(room));
            }
        }
    }

    /** Tells what has been written down. */
    void tell() {
        if (!untold.isEmpty()) {
            telling.execute(this::tellAll);
        }
    }

    private void tellAll() {
        for (Consumer<RoomListener> event = untold.poll(); event != null; event = untold.poll()) {
            for (RoomListener listener : listeners) {
                try {
                    event.accept(listener);
                } catch (RuntimeException | Error e) { // the border between the application's code and ours
                    LOG.log(Level.ERROR, "a listener of rooms failed", e);
                }
            }
        }
    }
}
