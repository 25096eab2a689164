package dev.parley.socketio;

import dev.parley.connection.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What a namespace does for clients that lose their connection (Socket.IO documentation, "Connection state recovery"). Safe
 * for use by many threads.
 */
final class Recovery {
    private static final Logger LOG = System.getLogger(Recovery.class.getName());

    private final Namespace namespace;
    private final RecoveryStore store;
    private final RecoverySessions sessions;
    private final boolean skipsMiddlewares;

    Recovery(Namespace namespace, RecoveryStore store) {
        this.namespace = namespace;
        this.store = store;
        this.sessions = namespace.server().recoverySessions();
        this.skipsMiddlewares = namespace.server().options().recovery().skipsMiddlewares();
    }

    boolean skipsMiddlewares() {
        return skipsMiddlewares;
    }

    // Coming

    /** Looks whether a client that wants to come in has been here before. Never fails. */
    CompletionStage<SocketRecovery> attempt(Handshake handshake, Peer peer) {
        return new RecoveryAttempt(namespace, store, sessions, handshake, peer).go();
    }

    /** A client that is new here comes in. */
    void cameIn(SocketRecovery recovery) {
        recovery.cameIn(store.position());
    }

    /**
     * A client that has come back gets what it has missed, and then comes in.
     *
     * @param admit makes the socket one that receives; calls nobody
     * @return false if something that it has missed is not known any more
     */
    CompletionStage<Boolean> resume(Socket socket, Runnable admit) {
        SocketLink link = socket.link();
        SocketRecovery recovery = link.recovery();
        Set<String> rooms = recovery.claimed().orElseThrow().socket().rooms();
        List<Emission> missed = new ArrayList<>();
        List<Message> messages = new ArrayList<>();
        List<Message> welcome = link.peer().welcome();
        return store.replay(
                        recovery.offset(),
                        events -> {
                            for (RecoveryStore.Kept kept : events) {
                                if (kept.event().isFor(rooms)) {
                                    Emission emission = emission(kept.event(), kept.offset());
                                    missed.add(emission);
                                    messages.addAll(link.encode(emission));
                                }
                            }
                        },
                        () -> {
                            if (!link.hasLeft()) {
                                messages.addAll(welcome); // after the events, as in Node
                                link.peer().enqueue(messages);
                                recovery.cameIn(recovery.offset());
                                admit.run();
                            }
                        })
                .thenApply(isWhole -> {
                    if (isWhole) {
                        link.peer().flush();
                        missed.forEach(link::tellOutgoing);
                    }
                    return isWhole;
                });
    }

    // Sending

    /** Sends an event that is kept for those who are away. */
    void publish(String event, Arguments arguments, BroadcastTarget target) {
        SentEvent sent = new SentEvent(event, arguments, target);
        store.append(sent, offset -> {
            Emission emission = emission(sent, offset);
            namespace.adapter().broadcast(emission, target);
            emission.charge();
            return emission::release;
        });
    }

    private Emission emission(SentEvent event, String offset) {
        return new Emission(namespace.name(), event.event(), event.arguments(), event.target().compress(), OptionalLong.empty(), offset);
    }

    // Going

    /**
     * A socket has left.
     *
     * @param rooms the rooms that it was in
     * @return whether its place in the namespace is kept for it
     */
    boolean left(Socket socket, SocketRecovery recovery, DisconnectReason reason, Set<String> rooms) {
        if (recovery.isIn() && reason.isRecoverable()) {
            SavedSocket saved = new SavedSocket(
                    namespace.name(), socket.id(), rooms, socket.data().asMap());
            SavedSession session = new SavedSession(
                    recovery.pid(), RecoveryAttempt.user(socket.handshake()), recovery.since(), saved);
            save(session, sessions.deadline(), socket.link().peer());
            return true;
        }
        if (recovery.isIn()) {
            recovery.end();
            sessions.end(recovery.pid(), RecoveryFailure.LEFT);
            sessions.settled(recovery.pid(), socket.link().peer());
        } else if (!recovery.isOver()) {
            recovery.end();
            keptOut(recovery, socket.link().peer());
        }
        return false;
    }

    /** A client has not come in after all: one that has been here before may try again. */
    void keptOut(SocketRecovery recovery, Peer peer) {
        recovery.claimed()
                .ifPresentOrElse(
                        session -> save(session, recovery.deadline(), peer), // which keeps the place that it has
                        () -> sessions.settled(recovery.pid(), peer));
    }

    /** A client has come back, but what it has missed is not known any more. */
    void lost(SocketRecovery recovery, Peer peer) {
        LOG.log(Level.INFO, "a socket of {0} is dropped: what it has missed is not known any more", namespace.name());
        recovery.end();
        sessions.end(recovery.pid(), RecoveryFailure.OFFSET_UNKNOWN);
        sessions.settled(recovery.pid(), peer);
        tellExpired(recovery.claimed().orElseThrow());
    }

    private void save(SavedSession session, long deadline, Peer peer) {
        sessions.left(this, session, deadline);
        store.save(session);
        sessions.settled(session.pid(), peer); // not before: who comes back meanwhile waits for it
        if (sessions.isOver(session.pid())) { // already: nobody has found it when its time was over
            giveUp(session);
        }
    }

    /** Nobody will come back for a session. */
    void giveUp(SavedSession session) {
        store.forget(session.pid()).whenComplete((taken, failure) -> {
            if (failure != null) {
                LOG.log(Level.ERROR, "what was kept of " + namespace.name() + " could not be forgotten", failure);
            } else if (taken.isPresent()) {
                tellExpired(taken.get());
            }
        });
    }

    /** A session's time is over, and it has been taken out of the store. */
    private void tellExpired(SavedSession session) {
        LOG.log(Level.DEBUG, "the client of {0} has not come back", session);
        namespace.handlers().onRecoveryExpired.forEach(listener -> {
            try {
                listener.accept(session.socket());
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, "a listener of expired sessions failed in " + namespace.name(), e);
            }
        });
        namespace.giveUpPlace();
    }
}
