package dev.parley.connection;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Handshakes for tests. */
public final class Handshakes {
    private Handshakes() {}

    public static Handshake any() {
        return new Handshake(
                "192.0.2.1", false, "/ws", Map.of(), Map.of("Cookie", List.of("a=b")), Map.of("a", "b"), null, Instant.EPOCH);
    }
}
