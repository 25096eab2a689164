package dev.parley.socketio.annotation;

import dev.parley.connection.OpeningRequest;
import dev.parley.connection.OpeningRequests;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.FakePeer;
import dev.parley.socketio.Handshake;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A client that asks and tells, and what it has been told. */
final class Visitor {
    private final FakePeer peer = new FakePeer(new FakePeer.PlainWire());

    static Visitor enter(SocketIoServer io, String namespace) {
        return enter(io, namespace, OpeningRequests.any(), JsonValue.EMPTY_JSON_OBJECT);
    }

    static Visitor enter(SocketIoServer io, String namespace, OpeningRequest request, JsonObject auth) {
        Visitor visitor = new Visitor();
        io.connect(namespace, Optional.empty(), Handshake.of(request, auth), visitor.peer);
        return visitor;
    }

    Socket socket() {
        return peer.socket();
    }

    /** Why it was not let in, as the client is told; null if it was. */
    String refusal() {
        return peer.refusal() == null
                ? null
                : peer.refusal().getMessage() + peer.refusal().data().map(Object::toString).orElse("");
    }

    /** Sends an event without asking for an answer. */
    Visitor tell(String event, Object... arguments) {
        socket().link().receive(event, Arguments.ofValues(arguments), Ack.NOT_WANTED);
        return this;
    }

    /** Sends an event and asks for an answer; gets all answers that come, as text. */
    List<String> ask(String event, Object... arguments) {
        List<String> answers = new ArrayList<>();
        socket().link().receive(event, Arguments.ofValues(arguments), new Ack() {
            @Override
            public boolean isWanted() {
                return true;
            }

            @Override
            public void send(Arguments answer) {
                answers.add(answer.toString());
            }
        });
        return answers;
    }

    void leave(DisconnectReason reason) {
        peer.mailbox().execute(() -> socket().link().left(reason));
    }

    /** The events it has got since the last question. */
    List<String> got() {
        return peer.got();
    }

    /** The events to which nobody listened. */
    List<String> unheard() {
        return peer.unheard();
    }
}
