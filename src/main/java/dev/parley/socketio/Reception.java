package dev.parley.socketio;

import dev.parley.connection.NoRoom;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One client's way to a namespace that exists or is made for it. Confined to the peer's mailbox. */
final class Reception {
    private final SocketIoServer server;
    private final String name;
    private final Optional<String> id;
    private final Handshake handshake;
    private final Peer peer;
    private Iterator<ParentNamespace> parents;

    Reception(SocketIoServer server, String name, Optional<String> id, Handshake handshake, Peer peer) {
        this.server = server;
        this.name = name;
        this.id = id;
        this.handshake = handshake;
        this.peer = peer;
    }

    void go() {
        Optional<Namespace> existing = name.equals("/") ? Optional.of(server.root()) : server.existing(name);
        if (existing.isPresent() && existing.get().connect(id, handshake, peer)) {
            return;
        }
        parents = server.parents().iterator();
        askNext();
    }

    private void askNext() {
        if (!parents.hasNext()) {
            peer.refused(new NoSuchNamespace());
            return;
        }
        ParentNamespace parent = parents.next();
        try {
            CompletionStage<Optional<NamespaceRule.Match>> answer = parent.match(name, handshake.auth());
            // when the answer is there already this is a part of the caller's task
            answer.whenComplete((match, failure) ->
                    peer.mailbox().executeWithin(() -> answered(parent, match, failure)));
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            peer.refused(Entrance.asRefusal(e, name));
        }
    }

    private void answered(ParentNamespace parent, Optional<NamespaceRule.Match> match, Throwable failure) {
        if (!peer.isOpen()) {
            return; // it has gone meanwhile
        }
        if (failure != null) {
            peer.refused(Entrance.asRefusal(Failures.cause(failure), name));
        } else if (match.isPresent()) {
            enter(parent, match.get());
        } else {
            askNext();
        }
    }

    private void enter(ParentNamespace parent, NamespaceRule.Match match) {
        try {
            // one that was found may be given up before we are in it; then another is made
            for (Optional<Namespace> found = server.open(name, parent, match);
                    found.isPresent();
                    found = server.open(name, parent, match)) {
                if (found.get().connect(id, handshake, peer)) {
                    return;
                }
            }
            peer.refused(LimitRefused.namespaces(NoRoom.namespaces(server.options().maxNamespaces())));
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            peer.refused(Entrance.asRefusal(e, name));
        }
    }
}
