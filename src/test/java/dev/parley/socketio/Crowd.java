package dev.parley.socketio;

import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server with clients that exist only in memory. */
final class Crowd {
    final VirtualScheduler clock = new VirtualScheduler();
    final SocketIoServer io = new SocketIoServer(SocketIoOptions.defaults(), clock, InMemoryAdapter::new);
    final FakePeer.PlainWire wire = new FakePeer.PlainWire();
    private final Map<Socket, FakePeer> peers = new HashMap<>();

    Socket connect() {
        return connect("/");
    }

    Socket connect(String namespace) {
        FakePeer peer = ask(namespace);
        return peer.socket();
    }

    /** A client that wants to come in. */
    FakePeer ask(String namespace) {
        FakePeer peer = new FakePeer(wire).connect(io, namespace);
        if (peer.socket() != null) {
            peers.put(peer.socket(), peer);
        }
        return peer;
    }

    FakePeer peer(Socket socket) {
        return peers.get(socket);
    }

    /** What a client was sent since the last question. */
    List<String> got(Socket socket) {
        return peers.get(socket).got();
    }

    /** A client sends an event without asking for an answer. */
    void send(Socket socket, String event, Object... arguments) {
        receive(socket, event, Ack.NOT_WANTED, arguments);
    }

    /** A client sends an event; what it is answered comes into the list. */
    List<String> ask(Socket socket, String event, Object... arguments) {
        List<String> answers = new ArrayList<>();
        receive(socket, event, new ListedAck(answers), arguments);
        return answers;
    }

    private void receive(Socket socket, String event, Ack ack, Object... arguments) {
        peers.get(socket).mailbox().execute(() -> socket.link().receive(event, Arguments.ofValues(arguments), ack));
    }

    private record ListedAck(List<String> answers) implements Ack {
        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void send(Arguments answer) {
            answers.add(answer.toString());
        }
    }
}
