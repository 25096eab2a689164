package orders;

import dev.parley.socketio.Event;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import java.util.concurrent.atomic.AtomicLong;

/** The counter of a shop: who orders is answered with a number, and all see what is ordered. */
public class Orders implements ParleyApplication {
    public record Order(String item) {}

    public record Receipt(long number) {}

    public record Ordered(long number, String item) {}

    private static final Request<Order, Receipt> ORDER = Request.of("order", Order.class, Receipt.class);
    private static final Event<Ordered> ORDERED = Event.of("ordered", Ordered.class);

    private final AtomicLong numbers = new AtomicLong();

    @Override
    public void install(Parley parley) {
        Namespace orders = parley.io().of("/orders");
        orders.on(ORDER, (socket, order) -> {
            if (order.item() == null || order.item().isBlank()) {
                throw new EventRefused("ITEM_EMPTY", "item", "an order must name an item");
            }
            Receipt receipt = new Receipt(numbers.incrementAndGet());
            orders.emit(ORDERED, new Ordered(receipt.number(), order.item().strip()));
            return receipt;
        });
    }
}
