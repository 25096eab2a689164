package dev.parley.socketio;

import dev.parley.socketio.protocol.ReservedNames;
import java.util.List;

/** Brings the events of one socket to their listeners. Confined to the socket's mailbox. */
final class Dispatch {
    private final Socket socket;

    Dispatch(Socket socket) {
        this.socket = socket;
    }

    void receive(String event, Arguments arguments, Ack ack) {
        List<EventMiddleware> everywhere = socket.namespace().handlers().eventMiddlewares;
        List<EventMiddleware> here = socket.listening().middlewares;
        if (everywhere.isEmpty() && here.isEmpty()) {
            hand(event, arguments, ack);
        } else {
            new Passage(everywhere, here).pass(new Incoming(socket, event, arguments, ack));
        }
    }

    private void hand(String event, Arguments arguments, Ack ack) {
        Listeners everywhere = socket.namespace().handlers().listeners;
        Listeners here = socket.listening().events;
        if (ReservedNames.contains(event)
                || (everywhere.isDeafTo(event) && here.isDeafTo(event))) {
            socket.link().peer().unheard(event, ack);
            return;
        }
        tellAny(everywhere, event, arguments);
        tellAny(here, event, arguments);
        everywhere.of(event).forEach(listener -> call(listener, event, arguments, ack));
        here.of(event).forEach(listener -> call(listener, event, arguments, ack));
    }

    private void tellAny(Listeners listeners, String event, Arguments arguments) {
        if (!listeners.any().isEmpty()) {
            listeners.any().forEach(
                    listener -> socket.link().guarded(event, () -> listener.on(socket, event, arguments)));
        }
    }

    private void call(Listener listener, String event, Arguments arguments, Ack ack) {
        try {
            listener.on(socket, arguments, ack);
        } catch (Throwable e) { // the border between the application's code and ours; also checked ones, undeclared
            socket.link().failed(event, ack, e);
        }
    }

    /** The way of one event through the middleware. */
    private final class Passage {
        private final List<EventMiddleware> everywhere;
        private final List<EventMiddleware> here;
        private int passed;

        Passage(List<EventMiddleware> everywhere, List<EventMiddleware> here) {
            this.everywhere = List.copyOf(everywhere);
            this.here = List.copyOf(here);
        }

        void pass(Incoming event) {
            if (passed == everywhere.size() + here.size()) {
                passed++;
                hand(event.event(), event.arguments(), event.ack());
                return;
            }
            EventMiddleware next =
                    passed < everywhere.size() ? everywhere.get(passed) : here.get(passed - everywhere.size());
            int mine = ++passed;
            try {
                next.handle(event, changed -> goOn(mine, changed));
            } catch (Throwable e) { // the border between the application's code and ours; also checked ones, undeclared
                socket.link().failed(event.event(), event.ack(), e);
            }
        }

        /** A middleware that calls twice passes the event on once. */
        private void goOn(int after, Incoming event) {
            socket.link().peer().mailbox().executeWithin(() -> {
                if (passed == after && socket.isConnected()) {
                    pass(event);
                }
            });
        }
    }
}
