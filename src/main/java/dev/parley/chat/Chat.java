package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.chat.store.Archive;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The chat application: opens its namespaces on demand. Safe for use by many threads. */
public final class Chat {
    /** Nobody can take this name: it is the sender of what comes from outside. In lower case. */
    public static final String SERVER_NAME = "server";

    // the names that a path can hold in every container, so that whoever speaks whichever dialect can come in
    private static final Pattern NAME = Pattern.compile("/(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}");

    private final ChatOptions options;
    private final List<String> namespaces;
    private final Archive archive;
    private final Heads heads;
    private final Clock clock;
    private final List<ChatNamespace> open = new CopyOnWriteArrayList<>();

    /**
     * @param namespaces the names (with the leading slash) of the namespaces in which there is a chat; {@code *} alone:
     *     the root, and any other on demand
     * @param archive what it remembers
     * @param clock dates the messages
     */
    public Chat(ChatOptions options, List<String> namespaces, Archive archive, Clock clock) {
        this.options = requireNonNull(options, "options");
        this.namespaces = List.copyOf(namespaces);
        this.archive = requireNonNull(archive, "archive");
        this.heads = new Heads(archive, options.maxRooms());
        this.clock = requireNonNull(clock, "clock");
    }

    /** Whether a namespace other than the root may have this name, with the leading slash, so that it can be in a path. */
    public static boolean isName(String namespace) {
        return NAME.matcher(namespace).matches();
    }

    /** Opens the chat on a server. */
    public void install(SocketIoServer io) {
        heads.load(); // so that they are known when they are needed
        archive.onLate(isLate -> open.forEach(namespace -> namespace.tellLate(isLate)));
        if (namespaces.equals(List.of("*"))) {
            install(io.root()); // stays, however many others are opened
            // asked of clients alone: a namespace that an application opens by name is its own
            io.of((name, auth) -> isName(name)).onNamespace(this::install);
        } else {
            namespaces.forEach(name -> install(io.of(name)));
        }
    }

    /** Whether there is a chat in a namespace; applications may have namespaces of their own beside it. */
    public boolean isIn(Namespace namespace) {
        return namespace.data().get(Chat.class.getName()) == this;
    }

    /** Hands one person a private message that does not come from another person. */
    public void tell(Socket socket, String from, String text) {
        socket.emit(
                "new message",
                Map.of("username", from, "message", text, "id", "", "date", clock.millis(), "target", socket.publicId()));
    }

    private void install(Namespace namespace) {
        namespace.data().put(Chat.class.getName(), this);
        ChatNamespace chat = new ChatNamespace(namespace, options, archive, heads, clock);
        chat.install();
        open.add(chat);
    }
}
