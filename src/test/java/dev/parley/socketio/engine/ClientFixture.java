package dev.parley.socketio.engine;

import dev.parley.connection.RateOptions;
import dev.parley.engineio.EngineClient;
import dev.parley.engineio.EngineFixture;
import dev.parley.socketio.AttachmentOptions;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.RecoveryOptions;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.UserOptions;
import dev.parley.socketio.adapter.InMemoryAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Socket.IO server on an Engine.IO server, and clients that send and read frames. */
abstract class ClientFixture {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(45);

    static final AttachmentOptions ATTACHMENTS = new AttachmentOptions(10, 1_000, Duration.ofSeconds(5));

    static final RateOptions RATE = new RateOptions(20, 100, 50_000, 100_000);

    final EngineFixture engine = new EngineFixture(EngineFixture.withoutHeartbeat());
    final SocketIoServer io;
    final Namespace root;

    /** What happened to sockets, as {@code /foo: client namespace disconnect}. */
    final List<String> left = new ArrayList<>();

    ClientFixture() {
        this(Parser.DEFAULT);
    }

    ClientFixture(Parser parser) {
        this(parser, RecoveryOptions.off());
    }

    ClientFixture(Parser parser, RecoveryOptions recovery) {
        io = new SocketIoServer(
                new SocketIoOptions(1_000, 100, 100, 1_000, ATTACHMENTS, CONNECT_TIMEOUT, RATE, UserOptions.defaults(), recovery), engine.clock, InMemoryAdapter::new);
        root = io.root();
        engine.application(new SocketIoClients(io, parser));
        watch(root);
    }

    /** Remembers why sockets leave a namespace. */
    final Namespace watch(Namespace namespace) {
        namespace.onConnection(
                socket -> socket.onDisconnect(reason -> left.add(namespace.name() + ": " + reason.text())));
        return namespace;
    }

    /** A client over a WebSocket that is in the root namespace. */
    final EngineClient.WebSocket client(String revision) {
        EngineClient.WebSocket client = engine.webSocket(revision);
        if (revision.equals("4")) {
            client.send("40");
        }
        client.texts();
        return client;
    }

    /** The one socket of a namespace. */
    static Socket only(Namespace namespace) {
        return namespace.sockets().iterator().next();
    }

    /** Texts with {@code SID} for what differs from run to run. */
    static List<String> anonymous(List<String> texts) {
        return texts.stream()
                .map(text -> text.replaceAll("\"sid\":\"[A-Za-z0-9_-]{20}\"", "\"sid\":\"SID\""))
                .toList();
    }
}
