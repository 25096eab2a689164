package dev.parley.socketio;

import dev.parley.connection.Mailbox;
import dev.parley.connection.Scheduler;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long it is certain who a socket's client is: it is told a minute before the end, and has to leave then unless it has shown
 * new credentials meanwhile. Confined to the socket's mailbox.
 */
final class Validity {
    private static final Duration NOTICE = Duration.ofMinutes(1);

    private final Socket socket;
    private final Authenticator authenticator;
    private User user;
    private Scheduler.Timer next; // null when nothing will happen
    private boolean isRenewing;

    private Validity(Socket socket, Authenticator authenticator, User user) {
        this.socket = socket;
        this.authenticator = authenticator;
        this.user = user;
    }

    /** Watches a socket that has come in, if there is an end to it. */
    static void watch(Socket socket, Authenticator authenticator) {
        if (socket.handshake().principal().orElse(null) instanceof User user && user.ends().isPresent()) {
            Validity made = new Validity(socket, authenticator, user);
            socket.link().watchedBy(made);
            made.await(user.until(), NOTICE);
        }
    }

    /** Looks whether a socket that has come in must leave, for what was taken back while it was on its way. */
    static void check(Socket socket, Authenticator authenticator) {
        if (socket.handshake().principal().orElse(null) instanceof User user && !authenticator.stillCounts(user)) {
            socket.link().revoke();
        }
    }

    /** @param notice how long before the end the client is told */
    private void await(Instant end, Duration notice) {
        Duration left = left(end);
        cancel();
        next = left.compareTo(notice) > 0
                ? after(left.minus(notice), () -> warn(notice))
                : after(Duration.ofMillis(1), () -> warn(left));
    }

    private Duration left(Instant end) {
        return Duration.between(socket.namespace().server().scheduler().instant(), end);
    }

    /** A step that was due already when new credentials came is not taken. */
    private Scheduler.Timer after(Duration delay, Runnable step) {
        User awaited = user;
        return socket.namespace().server().scheduler().after(delay, () -> mailbox().execute(() -> {
            if (socket.isConnected() && user.equals(awaited)) {
                step.run();
            }
        }));
    }

    private void warn(Duration left) {
        Duration rest = left.isNegative() ? Duration.ZERO : left;
        socket.emit(Authenticator.EXPIRING, Map.of("seconds", rest.toSeconds()));
        next = after(rest, () -> socket.link().expire());
    }

    /** The socket has left. */
    void cancel() {
        if (next != null) {
            next.cancel();
        }
    }

    /** The client shows new credentials. */
    void renew(Arguments arguments, Ack ack) {
        Optional<String> token = token(arguments);
        if (token.isEmpty()) {
            refuse("FIELD_TYPE", "token must be a string that is not empty", ack);
        } else if (isRenewing) {
            refuse("AUTH_BUSY", "a token must be answered before the next is shown", ack);
        } else {
            isRenewing = true;
            Identification.verify(authenticator, token.get(), mailbox(), (renewed, failure) -> {
                isRenewing = false;
                if (socket.isConnected()) {
                    answered(renewed, failure, ack);
                }
            });
        }
    }

    private Mailbox mailbox() {
        return socket.link().peer().mailbox();
    }

    private void refuse(String code, String message, Ack ack) {
        socket.link().refuse(new EventRefused(code, "token", message), ack);
    }

    private void answered(User renewed, AuthRefused failure, Ack ack) {
        if (failure != null) {
            socket.link().refuse(failure.toEvent(), ack);
        } else if (!renewed.id().equals(user.id())) {
            refuse("AUTH_OTHER_USER", "a connection must stay with the user who has opened it", ack);
        } else {
            user = renewed;
            cancel();
            renewed.ends().ifPresent(this::awaitAgain);
            ack.send(Map.of("id", renewed.id()));
            socket.link().renew(renewed);
            check(socket, authenticator); // it may have been taken back on its way
        }
    }

    /** A client that renews what lives for less than two minutes would be told again and again, without a pause. */
    private void awaitAgain(Instant end) {
        Duration half = left(end).dividedBy(2);
        await(end, half.compareTo(NOTICE) < 0 ? half : NOTICE);
    }

    private static Optional<String> token(Arguments arguments) {
        JsonValue first = arguments.get(0);
        JsonValue token = first instanceof JsonObject object ? object.getOrDefault("token", JsonValue.NULL) : first;
        return token instanceof JsonString string && !string.getString().isEmpty()
                ? Optional.of(string.getString())
                : Optional.empty();
    }
}
