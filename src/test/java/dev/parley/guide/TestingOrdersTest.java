package dev.parley.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.socketio.Socket;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Annotated namespaces as {@code docs/guide/testing.md} tests them. */
class TestingOrdersTest {
    interface OrderStore {
        int add(String article);
    }

    static final class OrdersInMemory implements OrderStore {
        private final Map<Integer, String> orders = new ConcurrentHashMap<>();

        @Override
        public synchronized int add(String article) {
            orders.put(orders.size() + 1, article);
            return orders.size();
        }
    }

    @SocketNamespace("/orders")
    @RolesAllowed("clerk")
    static class Orders {
        private final OrderStore store;

        @Inject
        Orders(OrderStore store) {
            this.store = store;
        }

        @OnEvent("order")
        int order(Socket socket, String article) {
            int number = store.add(article);
            socket.broadcast().emit("ordered", number, article);
            return number;
        }
    }

    private final TestServer server =
            new TestServer().provide(new OrdersInMemory()).install(Orders.class);

    @Test
    void who_orders_gets_a_number() {
        TestClient clerk = server.request().roles("clerk").connect("/orders");

        assertEquals(1, clerk.emitWithAck("order", "tea").value().as(0, Integer.class));
    }

    @Test
    void strangers_are_kept_out() {
        assertEquals("forbidden", server.connect("/orders").refusal().orElseThrow().getMessage());
    }
}
