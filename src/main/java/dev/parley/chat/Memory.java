package dev.parley.chat;

import dev.parley.chat.store.StoredMessage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be known of one person: what they have said lately, and how far they have read. Safe for use by many threads. */
final class Memory {
    /** Of the messages by one person: more will not be under way at once. */
    static final int SAID = 256;

    private final Gate gate = new Gate();
    private final Map<String, StoredMessage> said = new LinkedHashMap<>(); // guarded by this; by nonce
    private final Map<String, Long> read = new HashMap<>(); // guarded by this; by room

    /** Does something once the archive has told what it knows. */
    void whenKnown(Reply reply, Runnable work) {
        gate.pass(() -> reply.guard(work), reply::refuse);
    }

    /** What the archive knows, the newest first; when it has not answered for long, nothing, and what it knows later. */
    void open(List<StoredMessage> stored, Map<String, Long> lastRead) {
        gate.open(() -> {
            for (int i = stored.size() - 1; i >= 0; i--) {
                said(stored.get(i));
            }
            synchronized (this) {
                lastRead.forEach((room, id) -> read.merge(room, id, Math::max)); // they may have gone on reading meanwhile
            }
        });
    }

    /** The message with a nonce, if it has been said already. */
    synchronized Optional<StoredMessage> saidWith(String nonce) {
        return Optional.ofNullable(said.get(nonce));
    }

    synchronized void said(StoredMessage message) {
        said.put(message.nonce(), message);
        if (said.size() > SAID) {
            said.remove(said.keySet().iterator().next());
        }
    }

    /** The last message of a room that they have seen, 0 if none. */
    synchronized long lastRead(String room) {
        return read.getOrDefault(room, 0L);
    }

    /** @return whether that is further than before */
    synchronized boolean hasRead(String room, long id) {
        if (id <= lastRead(room)) {
            return false;
        }
        read.put(room, id);
        return true;
    }
}
