package orders;

import dev.parley.socketio.EventRefused;
import dev.parley.socketio.annotation.Clients;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import java.util.concurrent.atomic.AtomicLong;

/** The counter of a shop: who orders is answered with a number, and all see what is ordered. */
@SocketNamespace("/orders")
public class Orders {
    public record Order(String item) {}

    public record Receipt(long number) {}

    public record Ordered(long number, String item) {}

    /** What clients listen to. */
    public interface Guest {
        void ordered(Ordered ordered);
    }

    private final AtomicLong numbers = new AtomicLong();

    @OnEvent("order")
    Receipt order(Clients<Guest> guests, Order order) {
        if (order.item() == null || order.item().isBlank()) {
            throw new EventRefused("ITEM_EMPTY", "item", "an order must name an item");
        }
        Receipt receipt = new Receipt(numbers.incrementAndGet());
        guests.all().ordered(new Ordered(receipt.number(), order.item().strip()));
        return receipt;
    }
}
