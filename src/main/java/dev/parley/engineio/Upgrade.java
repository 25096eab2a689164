package dev.parley.engineio;

import dev.parley.connection.Message;
import dev.parley.connection.Scheduler;
import dev.parley.engineio.protocol.EnginePacket;
import dev.parley.engineio.protocol.EnginePacketType;
import dev.parley.engineio.protocol.MalformedPayloadException;
import java.util.List;

/**
 * The change of a session from polling to a WebSocket (Engine.IO protocol, "Upgrade"): the client probes the WebSocket,
 * waits for its poll to end, and asks for the change. Confined to the session's mailbox.
 */
final class Upgrade {
    private static final EnginePacket PROBE = EnginePacket.of(EnginePacketType.PING, "probe");
    private static final EnginePacket PROBE_ANSWER = EnginePacket.of(EnginePacketType.PONG, "probe");

    private final Session session;
    private final PollingCarrier from;
    private final WebSocketCarrier to;
    private final Scheduler.Timer timeout;
    private boolean isOver;

    Upgrade(Session session, PollingCarrier from, WebSocketCarrier to, Sessions home) {
        this.session = session;
        this.from = from;
        this.to = to;
        this.timeout = home.scheduler()
                .after(home.options().upgradeTimeout(), () -> session.mailbox().execute(this::failed));
    }

    /** A frame has come on the WebSocket. */
    void received(Message frame) {
        if (isOver) {
            return;
        }
        EnginePacket packet;
        try {
            packet = session.decode(frame);
        } catch (MalformedPayloadException malformed) {
            failed();
            return;
        }
        if (packet.equals(PROBE)) {
            to.send(List.of(session.encode(PROBE_ANSWER)), false, null);
            from.probed();
        } else if (packet.type() == EnginePacketType.UPGRADE) {
            over();
            to.chosen();
            from.handOver(to);
            session.upgradedTo(to);
        } else {
            failed();
        }
    }

    /** It did not come to that: polling goes on. */
    void failed() {
        if (!isOver) {
            over();
            abandon();
            from.probeFailed();
            session.upgradeFailed();
        }
    }

    /** Lets go of the WebSocket, by any thread. */
    void abandon() {
        to.end(CloseReason.FORCED_CLOSE);
    }

    private void over() {
        isOver = true;
        timeout.cancel();
    }
}
