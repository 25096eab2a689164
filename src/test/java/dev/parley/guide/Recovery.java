package dev.parley.guide;

import dev.parley.socketio.Namespace;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The blocks of {@code recovery.md}. */
abstract class Recovery {

    void goOn(Namespace chat) {
        chat.onConnection(socket -> {
            if (socket.recovered()) {
                return; // id, rooms and data are there, and nothing was missed
            }
            socket.join("lobby");
            socket.emit("history", latest());
        });
    }

    void askWhyNot(Namespace chat) {
        chat.onConnection(socket ->
                socket.recoveryFailure().ifPresent(why -> count("not recovered: " + why)));
    }

    void hearWhoStaysAway(Namespace chat) {
        chat.onRecoveryExpired(gone -> left(gone.id(), gone.rooms(), gone.data()));
    }

    abstract List<String> latest();

    abstract void count(String what);

    abstract void left(String id, Set<String> rooms, Map<String, Object> data);
}
