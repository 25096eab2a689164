package dev.parley.web;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.ConnectionListener;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.Scheduler;
import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * Finds out who comes to what enters no namespace, and ends their connections when that does not count any more. Safe for use by
 * many threads.
 */
final class Doorman {
    private static final int PATIENCE_SECONDS = 10; // for the keys of tokens

    private final SocketIoServer server;
    private final Set<Connection> users = ConcurrentHashMap.newKeySet();

    Doorman(SocketIoServer server) {
        this.server = server;
        server.onUsersChanged(this::revoke);
    }

    /**
     * The same request with whom it belongs to. May wait for the keys of tokens.
     *
     * @throws AuthRefused if that is not certain, or they may not come in
     */
    OpeningRequest identified(OpeningRequest request) {
        try {
            return server.identify(Handshake.of(request))
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .request();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof AuthRefused why ? why : AuthRefused.unavailable();
        } catch (TimeoutException e) {
            throw AuthRefused.unavailable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AuthRefused.unavailable();
        }
    }

    /** The same for those who are refused by HTTP. */
    OpeningRequest admitted(OpeningRequest request) {
        try {
            return identified(request);
        } catch (AuthRefused why) {
            throw why.mayHelpLater()
                    ? HandshakeRefused.with(503, Map.of("Retry-After", "10"), why.getMessage())
                    : HandshakeRefused.with(401, Map.of("WWW-Authenticate", "Bearer"), why.getMessage());
        }
    }

    /** Lets a connection last no longer than it is certain whose it is. Called in its mailbox, before anybody hears of it. */
    void watch(Connection connection) {
        Optional<User> user = user(connection);
        if (user.isEmpty()) {
            return;
        }
        users.add(connection);
        Optional<Scheduler.Timer> end = user.get().ends().map(until -> server.scheduler()
                .after(left(until), () -> connection.close(CloseStatus.AUTH_EXPIRED)));
        connection.addListener(new ConnectionListener() {
            @Override
            public void closed(CloseStatus status) {
                users.remove(connection);
                end.ifPresent(Scheduler.Timer::cancel);
            }
        });
        Optional<Authenticator> authenticator = server.authenticator();
        if (authenticator.isPresent() && !authenticator.get().stillCounts(user.get())) { // taken back on its way
            connection.close(CloseStatus.AUTH_REVOKED);
        }
    }

    private Duration left(Instant until) {
        Duration left = Duration.between(server.scheduler().instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void revoke(Predicate<User> which) {
        users.stream()
                .filter(connection -> user(connection).filter(which).isPresent())
                .forEach(connection -> connection.close(CloseStatus.AUTH_REVOKED));
    }

    private static Optional<User> user(Connection connection) {
        return connection.request().principal().map(known -> known instanceof User user ? user : null);
    }
}
