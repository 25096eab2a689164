package dev.parley.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.chat.store.RoomKey;
import dev.parley.chat.store.StoredRoom;
import dev.parley.socketio.EventRefused;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeadsTest {
    private static StoredRoom room(String name) {
        return new StoredRoom(new RoomKey("/", name), "", "Anna", 1, 0);
    }

    @Test
    void rooms_that_there_are_already_stay_though_there_may_be_fewer_by_now() {
        MemoryArchive archive = new MemoryArchive();
        archive.record(List.of(room("a"), room("b"), room("c")));
        Heads heads = new Heads(archive, 2);
        CompletableFuture<Heads> loaded = heads.load().toCompletableFuture();
        assertTrue(loaded.isDone());
        assertEquals(List.of(room("a"), room("b"), room("c")), heads.all("/"));
        heads.put(room("b"));
        assertEquals("ROOM_LIMIT", assertThrows(EventRefused.class, () -> heads.put(room("d"))).code());
    }
}
