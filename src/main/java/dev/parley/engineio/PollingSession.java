package dev.parley.engineio;

import dev.parley.connection.OpeningRequest;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.MalformedPayloadException;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.PayloadCodec.Payload;
import dev.parley.engineio.protocol.Revision;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session as whoever speaks HTTP sees it: the GETs and POSTs of a client that polls. Applications have the {@link
 * Session}. Safe for use by many threads.
 */
public final class PollingSession {
    private final Session session;
    private final AtomicBoolean isPosting = new AtomicBoolean();
    private volatile boolean isPostCut;
    private boolean isPaused; // confined to the mailbox
    private Runnable held; // confined to the mailbox; a POST that came while it was paused, or null

    PollingSession(Session session) {
        this.session = session;
    }

    Session session() {
        return session;
    }

    public String id() {
        return session.id();
    }

    /** The request that opened it. */
    public OpeningRequest request() {
        return session.request();
    }

    public Revision revision() {
        return session.revision();
    }

    /**
     * Gives the application its listener. Called once, before the client can send anything.
     *
     * @param isTextOnly whether the answer can only be text, whatever the session says
     * @return the answer to the request that has opened it; what the application sends at once waits for the next poll
     */
    public Payload begin(boolean isTextOnly) {
        session.begin();
        return PayloadCodec.of(revision())
                .encode(List.of(session.openPacket()), isTextOnly || session.isTextOnly());
    }

    /** Answers a poll, now or later. */
    public void poll(Poll poll) {
        if (session.carrier() instanceof PollingCarrier polling) {
            polling.poll(poll);
        } else {
            poll.refuse(EngineError.BAD_REQUEST);
        }
    }

    /** A poll's connection has broken. */
    public void pollBroken() {
        endPolling(CloseReason.TRANSPORT_ERROR, "poll connection closed prematurely");
    }

    /** A POST begins; false if another is going on, which ends the session. */
    public boolean postBegins() {
        if (isPosting.compareAndSet(false, true)) {
            return true;
        }
        isPostCut = true;
        session.end(CloseReason.TRANSPORT_ERROR, "data request overlap from client");
        return false;
    }

    /**
     * A POST has been read. It is answered before its packets are handled, as by Node's server, because answers to them may
     * otherwise reach the client first; but a client that is faster than its listener waits. What is no payload ends the
     * session, and is answered like any other.
     */
    public void posted(PostedPackets packets, Post post) {
        PostedPackets checked;
        try {
            checked = packets.checked();
        } catch (MalformedPayloadException malformed) {
            postFailed(CloseReason.PARSE_ERROR, malformed.getMessage());
            post.accept();
            return;
        }
        handle(checked, post);
    }

    private void handle(PostedPackets packets, Post post) {
        boolean mustWait = session.mailbox().isBusy();
        session.mailbox().execute(() -> {
            if (isPaused) {
                held = () -> handle(packets, post, true);
            } else {
                handle(packets, post, mustWait);
            }
        });
    }

    private void handle(PostedPackets packets, Post post, boolean mustWait) {
        if (!mustWait) { // in the mailbox, because the next POST may follow the answer at once
            answer(post);
        }
        packets.forEach(session::handle);
        if (mustWait) {
            answer(post);
        }
    }

    /** Holds the next POST back, or lets go of it. Called in the mailbox. */
    void pause(boolean pauses) {
        isPaused = pauses;
        Runnable waiting = held;
        if (!pauses && waiting != null) {
            held = null;
            waiting.run();
        }
    }

    private void answer(Post post) {
        isPosting.set(false);
        if (isPostCut) {
            post.reject();
        } else {
            post.accept();
        }
    }

    /** A POST is refused and changes nothing. */
    public void postRefused() {
        isPosting.set(false);
    }

    /** A POST could not be read to its end, or may not be, which ends the session. */
    public void postFailed(CloseReason reason, String detail) {
        isPosting.set(false);
        endPolling(reason, detail);
    }

    /** Ends it, unless it has been carried over to a WebSocket. */
    private void endPolling(CloseReason reason, String detail) {
        if (session.carrier() instanceof PollingCarrier) {
            session.end(reason, detail);
        }
    }
}
