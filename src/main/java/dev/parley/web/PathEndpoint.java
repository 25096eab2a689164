package dev.parley.web;

import dev.parley.wire.Frame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;

/** Clients at an address that is known only at start, where an annotation cannot name it. */
public class PathEndpoint extends Endpoint {
    private EndpointConnection connection;

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        connection = EndpointConnection.open(session, config, Frame::of);
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) connection::text);
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) connection::binary);
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) connection::pong);
    }

    @Override
    public void onError(Session session, Throwable failure) {
        if (connection != null) {
            connection.failed(failure);
        }
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        if (connection != null) {
            connection.closed(reason);
        }
    }
}
