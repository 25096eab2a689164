package dev.parley.connection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OpeningRequests for tests. */
public final class OpeningRequests {
    private OpeningRequests() {}

    public static OpeningRequest any() {
        return new OpeningRequest(
                "192.0.2.1", false, "/ws", Map.of(), Map.of("Cookie", List.of("a=b")), Map.of("a", "b"), null, Instant.EPOCH);
    }

    /** @param isShared whether others may be behind the address */
    static OpeningRequest from(String address, boolean isShared) {
        return new OpeningRequest(
                address, isShared, false, "/ws", Map.of(), Map.of(), Map.of(), null, Set.of(), null, Instant.EPOCH);
    }
}
