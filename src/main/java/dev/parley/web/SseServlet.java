package dev.parley.web;

import dev.parley.connection.FailedHandshake;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.WebSocketServer;
import dev.parley.wire.EventId;
import dev.parley.wire.Frame;
import dev.parley.wire.SseConnection;
import dev.parley.wire.SseServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Native clients that have HTTP alone: GET opens a stream of events, POST sends one message, DELETE says good-bye. No thread
 * waits for any of them.
 */
final class SseServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** The header that says whose a POST or DELETE is: never in an address, because those are logged. */
    private static final String SESSION = "Session";

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final transient SseServer sse;
    private final transient NativeNamespaces natives;
    private final transient WebSocketServer judges;
    private final transient SsePost posts;

    SseServlet(Application application) {
        this.sse = application.sse();
        this.natives = application.natives();
        this.judges = application.webSockets(); // who may not come in there may not come in here
        this.posts = new SsePost(application.connections());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<NativeNamespaces.Entrance> entrance = natives.at(RequestFacts.path(request));
        if (entrance.isEmpty()) {
            refuse(request, response, "NOT_FOUND", SseRefusal.of(404, "NOT_FOUND", "nothing is at this address"));
            return;
        }
        switch (request.getMethod()) {
            case "GET" -> get(entrance.get(), request, response);
            case "POST", "DELETE" -> speak(request, response);
            default -> {
                response.setHeader("Allow", "GET, POST, DELETE");
                SseRefusal.of(405, "METHOD", "the method must be GET, POST or DELETE").write(response);
            }
        }
    }

    private void get(NativeNamespaces.Entrance entrance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<EventId> last = EventId.of(request.getHeader(LAST_EVENT_ID));
        if (last.isPresent() && sse.isOver(last.get().session())) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT); // an EventSource gives up at this, and at nothing else
            return;
        }
        Optional<SseConnection> known = last.flatMap(
                        id -> find(id.session(), request))
                .filter(session -> session.canResume(last.get().number()));
        if (known.isPresent()) {
            resume(known.get(), last.get().number(), request, response);
        } else {
            open(entrance, request, response);
        }
    }

    private Optional<SseConnection> find(String id, HttpServletRequest request) {
        return sse.find(id, RequestFacts.path(request))
                .filter(session -> RequestFacts.owner(request).hasOpened(session.request()));
    }

    private static void resume(
            SseConnection session, long after, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EventStreamResponse stream = EventStreamResponse.begin(request, response);
        boolean isResumed = session.resume(stream, after);
        stream.open(() -> session.lost(stream));
        if (!isResumed) { // it has ended between
            stream.end(HttpAnswer.NOTHING);
        }
    }

    private void open(NativeNamespaces.Entrance entrance, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        OpeningRequest facts = RequestFacts.of(request);
        Optional<NoRoom> noRoom = sse.knock(facts).or(entrance::noRoom);
        if (noRoom.isPresent()) {
            refuse(request, response, noRoom.get().name(), SseRefusal.of(noRoom.get()));
            return;
        }
        Optional<HandshakeRefused> refusal = judges.hooks().refusal(facts, "this handshake is refused");
        if (refusal.isPresent()) {
            HandshakeRefused no = refusal.get();
            no.headers().forEach(response::setHeader);
            refuse(request, response, "REFUSED_BY_APPLICATION", SseRefusal.of(no.status().orElse(403), "REFUSED", no.getMessage()));
            return;
        }
        judges.hooks().headers(facts).forEach(response::setHeader);
        EventStreamResponse stream = EventStreamResponse.begin(request, response);
        Optional<SseConnection> opened =
                sse.open(facts, stream, connection -> entrance.peer(connection, Frame::of));
        stream.open(() -> opened.ifPresent(session -> session.lost(stream)));
        if (opened.isEmpty()) { // the last place has been taken between
            stream.end(sse.farewell(facts));
        }
    }

    private void speak(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String id = request.getHeader(SESSION);
        if (id == null) {
            SseRefusal.of(400, "SESSION_MISSING", "the header Session must hold what the event 'session' has told")
                    .write(response);
            return;
        }
        Optional<SseConnection> session = find(id, request);
        if (session.isEmpty()) {
            SseRefusal.noSession().write(response);
        } else if (request.getMethod().equals("DELETE")) {
            session.get().left();
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            EventId.of(request.getHeader(LAST_EVENT_ID))
                    .filter(last -> last.session().equals(id))
                    .ifPresent(last -> session.get().received(last.number()));
            posts.read(session.get(), request, response);
        }
    }

    /** @param name what was wrong, as {@link FailedHandshake} calls it */
    private void refuse(HttpServletRequest request, HttpServletResponse response, String name, SseRefusal refusal)
            throws IOException {
        judges.failed(new FailedHandshake(
                RequestFacts.of(request), refusal.status(), refusal.why().getMessage(), Map.of("name", name)));
        refusal.write(response);
    }
}
