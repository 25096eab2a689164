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

/** Sends back what comes: the "is it alive" of every WebSocket tutorial. */
@ServerEndpoint(
        value = "/echo",
        encoders = MessageEncoder.class,
        configurator = HandshakeConfigurator.class)
public class EchoEndpoint {
    private EndpointConnection connection;

    @OnOpen
    public void open(Session session, EndpointConfig config) {
        connection = EndpointConnection.open(session, config, Frame::of);
    }

    // In parts, because the containers' own limits differ in unit, default and effect, and cost memory (Tomcat).
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
        connection.pong();
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
