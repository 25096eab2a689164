package dev.parley.web;

import dev.parley.wire.Frame;
import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;

/** Socket.IO clients. */
@ServerEndpoint(value = "/socket.io/", encoders = MessageEncoder.class, configurator = HandshakeConfigurator.class)
public class SocketIoEndpoint {
    private EndpointConnection connection;

    @OnOpen
    public void open(Session session, EndpointConfig config) {
        connection = EndpointConnection.open(session, config, Frame::of);
    }

    @OnMessage
    public void text(String part, boolean last) {
        connection.text(part, last);
    }

    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        connection.binary(part, last);
    }

    @OnMessage
    public void pong(PongMessage pong) {
        connection.pong(pong);
    }

    @OnError
    public void failed(Throwable failure) {
        if (connection != null) {
            connection.failed(failure);
        }
    }

    @OnClose
    public void closed(CloseReason reason) {
        if (connection != null) {
            connection.closed(reason);
        }
    }
}
