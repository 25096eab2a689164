package dev.parley.site;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Connection;
import dev.parley.connection.Message;
import dev.parley.connection.Receiver;
import java.util.List;

/** Sends back what comes: the "is it alive" of every WebSocket tutorial. */
final class Echo implements Receiver {
    private final Connection connection;

    Echo(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void received(Message message) {
        connection.send(List.of(message), false);
    }

    @Override
    public void closed(CloseStatus status) {
        // nothing to give back
    }
}
