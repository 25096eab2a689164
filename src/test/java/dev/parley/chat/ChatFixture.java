package dev.parley.chat;

import dev.parley.chat.wire.CodeNumbers;
import dev.parley.chat.wire.CodesVocabulary;
import dev.parley.chat.wire.MdnVocabulary;
import dev.parley.connection.ConnectionOptions;
import dev.parley.connection.Connections;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.OpeningRequests;
import dev.parley.connection.RateOptions;
import dev.parley.connection.WebSocketConnection;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.protocol.JsonText;
import dev.parley.testkit.VirtualScheduler;
import dev.parley.wire.Frame;
import dev.parley.wire.NativePeer;
import dev.parley.wire.NativeWire;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/** A chat with clients of both kinds, and a clock that the test moves. */
abstract class ChatFixture {
    final VirtualScheduler scheduler = new VirtualScheduler();
    Instant now = Instant.ofEpochMilli(1_000); // by which messages are dated
    final MemoryArchive archive = new MemoryArchive();
    final NativeWire mdn = new NativeWire(new MdnVocabulary());
    final NativeWire codes = new NativeWire(new CodesVocabulary(CodeNumbers.defaults()));
    Connections connections;
    SocketIoServer io;
    Chat chat;

    ChatFixture() {
        start();
    }

    /** A server that knows what the archive knows, and nobody. */
    final void start() {
        start(new ChatOptions(10, 2, 2, 1_000));
    }

    /** The same with limits of its own. */
    final void start(ChatOptions options) {
        connections = new Connections(ConnectionOptions.defaults(), scheduler, Runnable::run);
        io = new SocketIoServer(SocketIoOptions.defaults(), scheduler, InMemoryAdapter::new);
        InstantSource clock = () -> now;
        chat = new Chat(options, FileOptions.defaults(), List.of("*"), archive, clock.withZone(ZoneOffset.UTC));
        chat.install(io);
    }

    /** A client of either kind. */
    final class Client {
        final FakeTransport transport = new FakeTransport();
        final WebSocketConnection connection;
        final String id;
        final List<String> welcome; // what it was told when it came

        Client(String namespace, NativeWire wire) {
            connection = connections
                    .open(
                            OpeningRequests.any(),
                            transport,
                            made -> new NativePeer(made, io, namespace, any -> wire, RateOptions.defaults(), Frame::of))
                    .orElseThrow();
            id = wire == mdn ? object(transport.texts().get(0)).getString("id") : "";
            welcome = gotAtOnce();
        }

        Client named(String name) {
            send("{'type':'username','name':'" + name + "'}");
            got();
            return this;
        }

        Client send(String frame) {
            connection.text(frame.replace('\'', '"'), true);
            return this;
        }

        List<String> got() {
            scheduler.advance(Announcements.REST);
            return gotAtOnce();
        }

        List<String> gotAtOnce() {
            List<String> texts = transport.texts().stream()
                    .map(text -> text.replace('"', '\'').replace(id.isEmpty() ? "\0" : id, "ME"))
                    .toList();
            transport.forget();
            return texts;
        }
    }

    private static JsonObject object(String text) {
        return (JsonObject) JsonText.parse(text);
    }

    final Client client() {
        return new Client("/", mdn);
    }

    static String last(List<String> texts) {
        return texts.get(texts.size() - 1);
    }

    // the acknowledgement's members come in no particular order
    static List<String> sortedMembers(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("'users':['Anna'],'room':'r'}", "'room':'r','users':['Anna']}"))
                .toList();
    }
}
