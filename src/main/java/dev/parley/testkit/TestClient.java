package dev.parley.testkit;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.CloseStatus;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.ConnectRefused;
import dev.parley.socketio.Event;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import dev.parley.socketio.protocol.Packet;
import dev.parley.socketio.protocol.ReservedNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A client's side of one namespace: what {@code io("/chat")} is in a browser. Safe for use by many threads.
 *
 * <p>It remembers what it has received. When a call returns, the server has handled what was sent, and what the server sent
 * is there.
 */
public final class TestClient {
    private final ClientConnection connection;
    private final ClientSocket here;

    TestClient(ClientConnection connection, ClientSocket here) {
        this.connection = connection;
        this.here = here;
    }

    // Coming in

    /** Whether it was let in and has not left. */
    public boolean isConnected() {
        return here.isConnected();
    }

    /** Why it was kept out, as a client hears it in {@code connect_error}; empty unless it was. */
    public Optional<ConnectRefused> refusal() {
        return here.refusal();
    }

    /**
     * The id of its socket.
     *
     * @throws IllegalStateException if it has not been let in
     */
    public String id() {
        return here.id();
    }

    /**
     * The server's side of it.
     *
     * @throws IllegalStateException if it has not been let in, or left before anybody asked
     */
    public Socket socket() {
        return here.serverSide(connection.server().io());
    }

    /**
     * Whether it has come back as who it was: the server knows its id, rooms and data, and has sent what it missed. As in a
     * browser; the server's side has {@link Socket#recovered}, and why not.
     */
    public boolean recovered() {
        return here.recovered();
    }

    /** Asks to be let into another namespace over the same connection. */
    public TestClient connect(String other) {
        return connection.enter(other, null);
    }

    /** Asks to be let into another namespace over the same connection; see {@link TestRequest#connect(String, Object)}. */
    public TestClient connect(String other, Object auth) {
        return connection.enter(other, TestRequest.object(auth));
    }

    // Sending

    /**
     * Sends an event.
     *
     * @throws IllegalArgumentException if the name is reserved or an argument has no JSON form
     * @throws IllegalStateException if it is not in the namespace
     */
    public void emit(String event, Object... arguments) {
        send(event, OptionalLong.empty(), Arguments.ofValues(arguments));
    }

    /** Sends an event; see {@link #emit(String, Object...)}. */
    public <T> void emit(Event<T> event, T payload) {
        send(event.name(), OptionalLong.empty(), Arguments.ofPayload(payload));
    }

    /** Sends an event and asks for an acknowledgement; see {@link #emit(String, Object...)}. */
    public Answer<Arguments> emitWithAck(String event, Object... arguments) {
        return ask(new Answer<>(event, Function.identity()), event, Arguments.ofValues(arguments));
    }

    /** Sends a request; see {@link #emit(String, Object...)}. */
    public <Q, A> Answer<A> emitWithAck(Request<Q, A> request, Q payload) {
        Answer<A> answer = new Answer<>(request.name(), come -> come.<A>payload(request.answer()));
        return ask(answer, request.name(), Arguments.ofPayload(payload));
    }

    private <T> Answer<T> ask(Answer<T> answer, String event, Arguments arguments) {
        send(event, OptionalLong.of(here.expect(answer)), arguments);
        return answer;
    }

    private void send(String event, OptionalLong ackId, Arguments arguments) {
        if (ReservedNames.contains(event)) {
            throw new IllegalArgumentException("event must not be reserved, was '" + event + "'");
        }
        send(new Packet.Event(here.namespace(), ackId, event, arguments.list()));
    }

    private void send(Packet packet) {
        check();
        connection.send(packet);
    }

    private void check() {
        here.inbox().check();
        if (!isConnected()) {
            throw new IllegalStateException(here.toString());
        }
    }

    // Receiving

    /** All that it has received since it came or {@link #forget}, in order. A snapshot. */
    public List<Received> received() {
        return here.inbox().all();
    }

    /** What it has received of one event since it came or {@link #forget}, in order. A snapshot. */
    public List<Arguments> received(String event) {
        requireNonNull(event, "event");
        return here.inbox().all().stream()
                .filter(each -> each.event().equals(event))
                .map(Received::arguments)
                .toList();
    }

    /**
     * What it has received of one event.
     *
     * @throws dev.parley.socketio.EventRefused if one of them carries something else
     */
    public <T> List<T> received(Event<T> event) {
        return received(event.name()).stream()
                .map(arguments -> arguments.<T>payload(event.payload()))
                .toList();
    }

    /** What it was asked; see {@link #received(Event)}. */
    public <Q> List<Q> received(Request<Q, ?> request) {
        return received(request.name()).stream()
                .map(arguments -> arguments.<Q>payload(request.payload()))
                .toList();
    }

    /** Forgets what it has received. Questions stay open. */
    public void forget() {
        here.inbox().forget();
    }

    /**
     * Answers the oldest question of the server's that is open.
     *
     * @throws IllegalStateException if the server has asked nothing by that name, or it has been answered
     */
    public void answer(String event, Object... answer) {
        send(new Packet.Ack(here.namespace(), here.inbox().nextQuestion(event), Arguments.ofValues(answer).list()));
    }

    /** Answers the oldest question of the server's that is open; see {@link #answer(String, Object...)}. */
    public <A> void answer(Request<?, A> request, A answer) {
        send(new Packet.Ack(
                here.namespace(), here.inbox().nextQuestion(request.name()), Arguments.ofPayload(answer).list()));
    }

    /**
     * Answers each question of the server's as it comes, before the call that asks has returned. Of several listeners to one
     * name the last counts.
     *
     * @param listener gives the one argument of the answer; null for none. If it fails, the next call of this client does
     */
    public void on(String event, Function<Arguments, ?> listener) {
        here.inbox().on(event, listener);
    }

    /** Answers each request of the server's as it comes; see {@link #on(String, Function)}. */
    public <Q, A> void on(Request<Q, A> request, Function<? super Q, ? extends A> listener) {
        here.inbox().on(request.name(), arguments -> listener.apply(arguments.<Q>payload(request.payload())));
    }

    // Leaving, and coming back

    /** Leaves the namespace; its connection stays. On the server: {@code CLIENT_NAMESPACE_DISCONNECT}. */
    public void disconnect() {
        check();
        connection.leave(here);
    }

    /** Closes the connection, as a page that is left. On the server: {@code TRANSPORT_CLOSE}. */
    public void closeConnection() {
        connection.close(CloseStatus.GOING_AWAY, "forced close");
    }

    /**
     * Loses the connection, as a telephone in a tunnel. On the server: {@code TRANSPORT_CLOSE}, without a close frame. It stays
     * away until {@link #reconnect}.
     */
    public void loseConnection() {
        connection.close(CloseStatus.ABNORMAL, "transport close");
    }

    /**
     * From now on it answers no ping, as a telephone that sleeps. On the server, when the heartbeat has failed: {@code
     * PING_TIMEOUT}.
     */
    public void fallSilent() {
        connection.webSocket().fallSilent();
    }

    /**
     * Comes back after its connection was lost, closed, or {@linkplain #fallSilent silent}, as JavaScript's client does by
     * itself: with a new connection that begins with the same request, into all namespaces that it was in, with the same auth
     * and, if the server has recovery, with the private id and the offset of what it received last. What it had received is
     * still there, what it has missed comes behind it. It does not enter again what it, or the server, had left on purpose.
     *
     * @throws IllegalStateException if its connection is there
     */
    public void reconnect() {
        connection.reconnect();
    }

    /** Reads nothing from now on: what is sent to it waits, in the server's outbox. */
    public void stopReading() {
        connection.webSocket().stopReading();
    }

    /** Reads on. */
    public void resumeReading() {
        connection.webSocket().readOn();
    }

    /** Why it has left the namespace, in the words of a browser's {@code disconnect}; empty unless it has. */
    public Optional<String> disconnectReason() {
        return here.reason();
    }

    /** How the server has closed the connection; empty unless it has. */
    public Optional<CloseStatus> closed() {
        return connection.webSocket().closed();
    }

    @Override
    public String toString() {
        return "TestClient[" + here + "]";
    }
}
