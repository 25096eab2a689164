package dev.parley.socketio;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Does what another adapter does, but for what a test overrides. */
class ForwardingAdapter implements Adapter {
    final Adapter to;

    ForwardingAdapter(Adapter to) {
        this.to = to;
    }

    @Override
    public void add(Socket socket) {
        to.add(socket);
    }

    @Override
    public void remove(Socket socket) {
        to.remove(socket);
    }

    @Override
    public void join(Socket socket, Collection<String> rooms) {
        to.join(socket, rooms);
    }

    @Override
    public void leave(Socket socket, String room) {
        to.leave(socket, room);
    }

    @Override
    public Set<String> rooms(Socket socket) {
        return to.rooms(socket);
    }

    @Override
    public Set<String> localRooms() {
        return to.localRooms();
    }

    @Override
    public void broadcast(Emission emission, BroadcastTarget target) {
        to.broadcast(emission, target);
    }

    @Override
    public void broadcastWithAck(Emission emission, BroadcastTarget target, Duration timeout, BroadcastAcks acks) {
        to.broadcastWithAck(emission, target, timeout, acks);
    }

    @Override
    public Collection<Socket> localSockets(BroadcastTarget target) {
        return to.localSockets(target);
    }

    @Override
    public CompletionStage<Integer> count(BroadcastTarget target) {
        return to.count(target);
    }

    @Override
    public CompletionStage<List<RemoteSocket>> fetch(BroadcastTarget target) {
        return to.fetch(target);
    }

    @Override
    public void join(BroadcastTarget target, Collection<String> rooms) {
        to.join(target, rooms);
    }

    @Override
    public void leave(BroadcastTarget target, Collection<String> rooms) {
        to.leave(target, rooms);
    }

    @Override
    public void disconnect(BroadcastTarget target, boolean close) {
        to.disconnect(target, close);
    }

    @Override
    public Subscription onRooms(RoomListener listener) {
        return to.onRooms(listener);
    }

    @Override
    public void serverSideEmit(String event, Arguments arguments) {
        to.serverSideEmit(event, arguments);
    }

    @Override
    public CompletionStage<List<Arguments>> serverSideEmitWithAck(String event, Arguments arguments) {
        return to.serverSideEmitWithAck(event, arguments);
    }

    @Override
    public Optional<RecoveryStore> recovery() {
        return to.recovery();
    }

    @Override
    public void close() {
        to.close();
    }
}
