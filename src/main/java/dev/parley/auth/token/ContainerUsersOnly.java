package dev.parley.auth.token;

import dev.parley.socketio.AuthRefused;
import dev.parley.socketio.Authenticator;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.User;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets nobody in whom the container does not know, and knows no tokens. */
public final class ContainerUsersOnly implements Authenticator {

    @Override
    public Optional<String> credentials(Handshake handshake) {
        return Optional.empty();
    }

    @Override
    public CompletionStage<User> verify(String credentials) {
        return CompletableFuture.failedStage(AuthRefused.invalid("this server knows no tokens"));
    }

    @Override
    public boolean acceptsGuests() {
        return false;
    }
}
