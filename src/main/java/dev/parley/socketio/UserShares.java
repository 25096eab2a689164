package dev.parley.socketio;

import dev.parley.connection.NoRoom;
import dev.parley.connection.RateLimit;
import dev.parley.connection.Scheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The users who are here, and how much of what each may do they have done. Safe for use by many threads. */
final class UserShares {
    private final UserOptions options;
    private final Scheduler clock;
    private final Map<String, UserShare> users = new ConcurrentHashMap<>();

    UserShares(UserOptions options, Scheduler clock) {
        this.options = options;
        this.clock = clock;
    }

    /**
     * One more socket wants to come in.
     *
     * @return null for a guest
     * @throws LimitRefused if its user has too many
     */
    UserShare enter(Handshake handshake) {
        return handshake.principal().map(User::distinctName).map(this::enter).orElse(null);
    }

    private UserShare enter(String user) {
        return users.compute(user, (same, known) -> {
            UserShare share = known == null ? new UserShare(user, new RateLimit(options.rate(), clock.now())) : known;
            if (share.sockets() >= options.maxSockets()) {
                throw LimitRefused.sockets(NoRoom.socketsOfUser(options.maxSockets()));
            }
            share.add(1);
            return share;
        });
    }

    /** @param share null of a guest */
    void leave(UserShare share) {
        if (share != null) {
            users.computeIfPresent(share.name(), (same, known) -> known.add(-1) == 0 ? null : known);
        }
    }

    /** How many users are here. */
    int count() {
        return users.size();
    }
}
