package dev.parley.chat;

import static java.util.Objects.requireNonNull;

import dev.parley.chat.policy.ModeratorRoles;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Rules;
import dev.parley.chat.store.Archive;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import jakarta.json.JsonObject;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The chat application: opens its namespaces on demand. Safe for use by many threads. */
public final class Chat {
    /** Nobody can take this name: it is the sender of what comes from outside. In lower case. */
    public static final String SERVER_NAME = "server";

    private static final Duration SANCTIONS_AGAIN = Duration.ofSeconds(10);
    private static final int MOST_ACTS = 200;

    // the names that a path can hold in every container, so that whoever speaks whichever dialect can come in
    private static final Pattern NAME = Pattern.compile("/(?!\\.{1,2}$)[A-Za-z0-9._~-]{1,64}");

    private final ChatOptions options;
    private final List<String> namespaces;
    private final Archive archive;
    private final Heads heads;
    private final Clock clock;
    private final Files files;
    private Predicate<String> isReserved = name -> false; // set before install
    private Permissions permissions = new Permissions(List.of(), Rules.open(ModeratorRoles.defaults())); // as isReserved
    private final Sanctions sanctions;
    private SocketIoServer io; // set once, by install
    private RoomsByNamespace rooms; // as io

    /**
     * @param namespaces the names (with the leading slash) of the namespaces in which there is a chat; {@code *} alone:
     *     the root, and any other on demand
     * @param files which files people may send
     * @param archive what it remembers
     * @param clock dates the messages
     */
    public Chat(ChatOptions options, FileOptions files, List<String> namespaces, Archive archive, Clock clock) {
        this.options = requireNonNull(options, "options");
        this.namespaces = List.copyOf(namespaces);
        this.archive = requireNonNull(archive, "archive");
        this.heads = new Heads(archive, options.maxRooms());
        this.clock = requireNonNull(clock, "clock");
        this.sanctions = new Sanctions(clock);
        this.files = new Files(archive, requireNonNull(files, "files"), clock);
    }

    /** Whether a namespace other than the root may have this name, with the leading slash, so that it can be in a path. */
    public static boolean isName(String namespace) {
        return NAME.matcher(namespace).matches();
    }

    /**
     * Keeps names for those alone whose own they are ({@link dev.parley.socketio.User#name}). Before {@link #install}.
     *
     * @param names asked for each name that somebody wants; by threads that must not wait
     */
    public void reserve(Predicate<String> names) {
        isReserved = requireNonNull(names, "names");
    }

    /** Who may do what. Before {@link #install}. */
    public void permissions(Permissions who) {
        permissions = requireNonNull(who, "who");
    }

    Permissions permissions() {
        return permissions;
    }

    Sanctions sanctions() {
        return sanctions;
    }

    boolean isReserved(String name) {
        return isReserved.test(name);
    }

    /** Opens the chat on a server; once. */
    public void install(SocketIoServer io) {
        heads.load(); // so that they are known when they are needed
        this.io = io;
        loadSanctions();
        io.scheduler().every(Duration.ofHours(1), sanctions::sweep);
        files.sweep();
        io.scheduler().every(Files.SWEEP, files::sweep);
        rooms = new RoomsByNamespace(options, archive, heads, clock, io);
        archive.onLate(isLate -> io.namespaces().forEach(namespace -> in(namespace).ifPresent(chat -> chat.tellLate(isLate))));
        if (namespaces.equals(List.of("*"))) {
            install(io.root()); // stays, however many others are opened
            // asked of clients alone: a namespace that an application opens by name is its own
            io.of((name, auth) -> isName(name)).onNamespace(this::install);
        } else {
            namespaces.forEach(name -> install(io.of(name)));
        }
    }

    /** Those of earlier times; a database that is away is asked again. */
    private void loadSanctions() {
        archive.sanctions().whenComplete((known, failure) -> {
            if (failure == null) {
                known.forEach(sanctions::add);
                io.namespaces().forEach(namespace -> in(namespace).ifPresent(chat -> chat.guard().enforce()));
            } else {
                io.scheduler().after(SANCTIONS_AGAIN, this::loadSanctions);
            }
        });
    }

    /** What moderators have done, for those who may know. */
    public CompletionStage<JsonObject> acts(String namespace, long before, int limit) {
        return archive.acts(namespace, before, Math.max(1, Math.min(limit, MOST_ACTS))).handle((found, failure) -> {
            if (failure != null) {
                throw Reply.asRefusal(failure instanceof CompletionException ? failure.getCause() : failure);
            }
            return Told.of("acts", found.stream().map(ActJson::of).toList());
        });
    }

    /** Whether there is a chat in a namespace; applications may have namespaces of their own beside it. */
    public boolean isIn(Namespace namespace) {
        return in(namespace).isPresent();
    }

    private Optional<ChatNamespace> in(Namespace namespace) {
        return namespace.data().get(Chat.class.getName()) instanceof ChatNamespace chat && chat.isOf(this)
                ? Optional.of(chat)
                : Optional.empty();
    }

    /** Reads what was said. */
    public Reader reader() {
        return new Reader(archive, heads, permissions);
    }

    /** The files that people have sent. */
    public Files files() {
        return files;
    }

    /**
     * Keeps a file that somebody in the chat wants to speak of. Blocks.
     *
     * @param key of the sender
     * @param address by what clients from where it comes are counted together; empty: those have no limits
     * @param room null for the lobby
     * @param target the id or else the name of a person, null for a room
     * @return what is known of it: {@code {id, name, type, size}}, and of a picture {@code {width, height}}
     * @throws EventRefused if the sender is not here or not in that room, or the file is not accepted
     */
    public JsonObject send(
            String namespace,
            String key,
            Optional<String> address,
            String room,
            String target,
            Files.Offer offer,
            InputStream content) {
        ChatNamespace chat = io.existing(namespace)
                .flatMap(this::in)
                .orElseThrow(() -> new EventRefused("NO_SUCH_NAMESPACE", "namespace", "there is no chat of that name"));
        Person person = chat.roster()
                .people()
                .withId(Person.idOf(key))
                .orElseThrow(() -> new EventRefused("NAME_NEEDED", null, "one must be in the chat, with this key, before that"));
        Where where = chat.where(person, Request.where(room, target));
        chat.guard().requireVoice(person.sockets().get(0), person, where.room());
        if (!where.isPrivate() && person.sockets().stream().noneMatch(socket -> chat.roster().isMember(socket, where.room()))) {
            throw Talk.notAMember();
        }
        return files.keep(person.id(), address, chat.rooms().key(where.room()), offer, content);
    }

    /**
     * Removes a file that somebody has sent and not spoken of.
     *
     * @param key of the sender
     * @throws EventRefused if there is none
     */
    public void takeBack(String key, String file) {
        files.takeBack(file, Person.idOf(key));
    }

    /** Hands one person a private message that does not come from another person. */
    public void tell(Socket socket, String from, String text) {
        socket.emit(
                "new message",
                Map.of("username", from, "message", text, "id", "", "date", clock.millis(), "target", socket.publicId()));
    }

    private void install(Namespace namespace) {
        ChatNamespace chat =
                new ChatNamespace(this, namespace, options, archive, rooms.of(namespace.name()), files, clock);
        namespace.data().put(Chat.class.getName(), chat);
        chat.install();
    }
}
