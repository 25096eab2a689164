package dev.parley.web;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.NoRoom;
import dev.parley.connection.QueuedConnection;
import dev.parley.connection.RateOptions;
import dev.parley.connection.Receiver;
import dev.parley.connection.WebSocketConnection;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.SocketIoServer;
import dev.parley.wire.Frame;
import dev.parley.wire.GenericVocabulary;
import dev.parley.wire.NativePeer;
import dev.parley.wire.NativeWire;
import dev.parley.wire.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** The namespaces as native clients find them: at paths, in words. Safe for use by many threads. */
final class NativeNamespaces {
    private record Words(String dialect, Predicate<Namespace> where, NativeWire wire) {}

    /** A namespace at an address, existing or opened when the connection is there. */
    record Entrance(NativeNamespaces namespaces, NativeAddress address) implements Destination {
        @Override
        public Optional<NoRoom> noRoom() {
            return namespaces.server.noRoomFor(address.namespace());
        }

        @Override
        public Receiver receiver(WebSocketConnection connection, Function<String, Frame> decoder) {
            return peer(connection, decoder);
        }

        NativePeer peer(QueuedConnection connection, Function<String, Frame> decoder) {
            return new NativePeer(
                    connection,
                    namespaces.server,
                    address.namespace(),
                    namespace -> namespaces.wire(namespace, address.dialect()),
                    namespaces.rate,
                    decoder);
        }
    }

    private final SocketIoServer server;
    private final RateOptions rate;
    private final NativeWire generic = new NativeWire(new GenericVocabulary());
    private final List<Words> words = new CopyOnWriteArrayList<>();

    NativeNamespaces(SocketIoServer server, RateOptions rate) {
        this.server = server;
        this.rate = rate;
    }

    /** @param dialect empty for those who name none */
    void use(String dialect, Predicate<Namespace> where, Vocabulary vocabulary) {
        words.add(new Words(dialect, requireNonNull(where, "where"), new NativeWire(vocabulary)));
    }

    /** @param path below the context; empty when no namespace can be there, or none that speaks the dialect */
    Optional<Entrance> at(String path) {
        return NativeAddress.of(path).filter(this::serves).map(address -> new Entrance(this, address));
    }

    private boolean serves(NativeAddress address) {
        return server.accepts(address.namespace())
                && (address.dialect().isEmpty()
                        || words.stream().anyMatch(each -> isSpoken(each, address)));
    }

    /** What will be spoken in a namespace is not known before it is opened. */
    private boolean isSpoken(Words each, NativeAddress address) {
        return each.dialect().equals(address.dialect())
                && server.existing(address.namespace()).map(each.where()::test).orElse(true);
    }

    private NativeWire wire(Namespace namespace, String dialect) {
        return words.stream()
                .filter(each -> each.dialect().equals(dialect) && each.where().test(namespace))
                .findFirst()
                .map(Words::wire)
                .orElse(generic);
    }
}
