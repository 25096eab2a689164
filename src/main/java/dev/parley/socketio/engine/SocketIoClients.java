package dev.parley.socketio.engine;

import static java.util.Objects.requireNonNull;

import dev.parley.engineio.Session;
import dev.parley.engineio.SessionListener;
import dev.parley.engineio.protocol.Revision;
import dev.parley.socketio.SocketIoServer;
import java.util.function.Function;

/** Makes Socket.IO clients of Engine.IO sessions. Safe for use by many threads. */
public final class SocketIoClients implements Function<Session, SessionListener> {
    private final SocketIoServer server;
    private final Parser parser;
    private final ClientWire revision3;
    private final ClientWire revision4;

    public SocketIoClients(SocketIoServer server, Parser parser) {
        this.server = requireNonNull(server, "server");
        this.parser = requireNonNull(parser, "parser");
        this.revision3 = new ClientWire(parser, Revision.V3);
        this.revision4 = new ClientWire(parser, Revision.V4);
    }

    /** Called in the session's mailbox. */
    @Override
    public SessionListener apply(Session session) {
        Protocol protocol =
                switch (session.revision()) {
                    case V3 -> new Protocol4(session);
                    case V4 -> new Protocol5(session);
                };
        ClientWire wire =
                switch (session.revision()) {
                    case V3 -> revision3;
                    case V4 -> revision4;
                };
        Client client =
                new Client(server, session, protocol, wire, parser.reader(server.options().attachments()));
        client.begin();
        return client;
    }
}
