package dev.parley.web;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/** Carries the {@link PendingHandshake} over to the endpoint. The filter has judged; here nothing is judged again. */
public class HandshakeConfigurator extends ServerEndpointConfig.Configurator {

    @Override
    public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
        PendingHandshake.keep(config.getUserProperties());
    }

    @Override
    public boolean checkOrigin(String origin) {
        return true; // the filter has; and where this says no, one container answers 200
    }

    /** Chosen by whoever has the address, not out of a list that stands at the endpoint. */
    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        PendingHandshake pending = PendingHandshake.CURRENT.get();
        List<String> offered = requested.stream().map(String::strip).toList();
        return pending == null ? "" : pending.subprotocol(offered).orElse("");
    }

    /** No compression: it costs memory per connection and makes short messages longer. */
    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        return List.of();
    }
}
