package dev.parley.guide;

import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class Auth {
    record User(String name, boolean isAdmin) {}

    void check(Namespace chat) {
        chat.use(socket -> {
            String token = socket.handshake().auth().getString("token", "");
            if (!isValid(token)) {
                throw new ConnectRefused("not authorized", Map.of("code", "TOKEN"));
            }
            socket.data().put(User.class, new User("Anna", false));
        });
        chat.onConnection(socket ->
                socket.emit("welcome", socket.data().get(User.class).name()));
    }

    void checkSlowly(Namespace chat) {
        chat.useAsync(socket -> find(socket.handshake().header("Authorization").orElse(""))
                .thenAccept(user -> socket.data().put(User.class, user)));
    }

    void checkEvents(Namespace chat) {
        chat.use((event, next) -> {
            boolean isAllowed = event.socket().data().get(User.class).isAdmin() || !event.event().startsWith("admin ");
            if (!isAllowed) {
                throw new EventRefused("FORBIDDEN", null, "'" + event.event() + "' is for administrators");
            }
            next.accept(event);
        });
    }

    private boolean isValid(String token) {
        return !token.isEmpty();
    }

    private CompletionStage<User> find(String credentials) {
        return CompletableFuture.completedFuture(new User(credentials, false));
    }
}
