package messages;

import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Event;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import jakarta.json.JsonObject;
import java.util.List;

/** Socket.IO's private messages: each user is a room, so that several tabs are one user. */
public class Messages implements ParleyApplication {
    /** Who knows the session's id is the user: it is told to nobody else. */
    public record Session(String sessionID, String userID) {}

    /** A user as others see them, with what has been said between the two. */
    public record User(String userID, String username, boolean connected, List<Message> messages) {}

    /** What a client sends. */
    public record Draft(String content, String to) {}

    public record Message(String content, String from, String to) {}

    private static final Event<Session> SESSION = Event.of("session", Session.class);
    private static final Event<User> CONNECTED = Event.of("user connected", User.class);
    private static final Event<String> DISCONNECTED = Event.of("user disconnected", String.class);
    private static final Event<List<User>> USERS = Event.ofList("users", User.class);
    private static final Event<Draft> SEND = Event.of("private message", Draft.class);
    private static final Event<Message> SENT = Event.of("private message", Message.class);

    private final Members members = new Members(); // guarded by itself, and what is told of it is told under that lock

    @Override
    public void install(Parley parley) {
        Namespace messages = parley.io().of("/");
        messages.use(socket -> socket.data().put(Member.class, identify(socket.handshake().auth())));
        messages.onConnection(socket -> arrive(socket, socket.data().get(Member.class)));
        messages.on(SEND, (socket, draft) -> send(socket, socket.data().get(Member.class), draft));
        messages.onDisconnect((socket, reason) -> leave(socket, socket.data().get(Member.class)));
    }

    private Member identify(JsonObject auth) {
        synchronized (members) {
            return members.find(auth.getString("sessionID", "")).orElseGet(() -> {
                String username = auth.getString("username", "").strip();
                if (username.isEmpty()) {
                    throw new ConnectRefused("invalid username");
                }
                return members.add(username);
            });
        }
    }

    private void arrive(Socket socket, Member member) {
        synchronized (members) {
            member.opened();
            socket.join(member.id());
            socket.emit(SESSION, new Session(member.sessionId(), member.id()));
            socket.emit(USERS, members.seenBy(member));
            socket.broadcast().emit(CONNECTED, member.seen(List.of()));
        }
    }

    private void send(Socket socket, Member sender, Draft draft) {
        synchronized (members) {
            if (draft.content() == null || draft.content().isBlank()) {
                throw new EventRefused("CONTENT_EMPTY", "content", "a message must say something");
            }
            if (!members.contains(draft.to())) {
                throw new EventRefused("NO_SUCH_USER", "to", "a message must be for a user, was for " + draft.to());
            }
            Message message = new Message(draft.content(), sender.id(), draft.to());
            members.remember(message);
            socket.to(message.to(), message.from()).emit(SENT, message); // the recipient, and the sender's other tabs
        }
    }

    private void leave(Socket socket, Member member) {
        synchronized (members) {
            member.closed();
            if (!member.isConnected()) {
                socket.broadcast().emit(DISCONNECTED, member.id());
            }
        }
    }
}
