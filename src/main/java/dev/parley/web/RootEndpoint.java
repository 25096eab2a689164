package dev.parley.web;

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

/** The root namespace for clients that speak JSON objects. */
@ServerEndpoint(
        value = "/ws",
        subprotocols = "json",
        encoders = MessageEncoder.class,
        decoders = FrameDecoder.class,
        configurator = HandshakeConfigurator.class)
public class RootEndpoint {
    private final FrameDecoder decoder = new FrameDecoder();
    private EndpointConnection connection;

    @OnOpen
    public void open(Session session, EndpointConfig config) {
        connection = EndpointConnection.open(session, config, decoder::decode);
    }

    // In parts, because the containers' own limits differ in unit, default and effect, and cost memory (Tomcat); the
    // decoder reads the whole message once it is there.
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
