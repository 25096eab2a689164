package dev.parley.engineio;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.FakeTransport;
import dev.parley.connection.Message;
import dev.parley.connection.WebSocketConnection;
import dev.parley.engineio.protocol.PayloadCodec;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A client of an {@link EngineFixture}, with a servlet and an endpoint between that do what ours do. */
public final class EngineClient {
    private final EngineFixture fixture;
    private final String revision;
    private final String base64;
    private Session session;

    EngineClient(EngineFixture fixture, String revision, String base64) {
        this.fixture = fixture;
        this.revision = revision;
        this.base64 = base64;
    }

    /** Opens a session that polls; the answer. */
    String open() {
        Verdict verdict = judged("GET", false, "polling");
        if (verdict instanceof Verdict.Refused refused) {
            return refusal(refused);
        }
        Optional<PollingSession> opened = fixture.server.openPolling((Verdict.Opens) verdict);
        if (opened.isEmpty()) {
            return "503";
        }
        session = opened.get().session();
        return FakePoll.text(opened.get().begin(false));
    }

    public FakePoll poll() {
        return poll(false);
    }

    /** @param isTextOnly whether this poll can only be answered with text, as those by script elements */
    FakePoll poll(boolean isTextOnly) {
        FakePoll poll = new FakePoll(isTextOnly);
        Verdict verdict = judged("GET", false, "polling");
        if (verdict instanceof Verdict.Refused refused) {
            poll.give(refusal(refused));
        } else {
            ((Verdict.Continues) verdict).session().poll(poll);
        }
        return poll;
    }

    /** Posts a payload, with {@code <1e>} for the separator; the answer. */
    public String post(String payload) {
        Verdict verdict = judged("POST", false, "polling");
        if (verdict instanceof Verdict.Refused refused) {
            return refusal(refused);
        }
        FakePost post = new FakePost();
        if (!http().postBegins()) {
            return "400";
        }
        return postBody(payload, post).answer();
    }

    /** The body of a POST that has begun before. */
    FakePost postBody(String payload, FakePost post) {
        PayloadCodec codec = PayloadCodec.of(session.revision());
        String body = payload.replace("<1e>", "\u001e");
        http().posted(each -> codec.decode(body, each), post);
        return post;
    }

    /** Opens a WebSocket: for its session if there is one. */
    public WebSocket webSocket() {
        Verdict verdict = judged("GET", true, "websocket");
        WebSocket opened = new WebSocket(this);
        if (verdict instanceof Verdict.Refused refused) {
            opened.refusal = "400 " + refused.message();
        } else if (verdict instanceof Verdict.Continues continues) {
            opened.connection = fixture.server.upgrade(continues.session(), opened.transport).orElse(null);
        } else {
            String sid = ((Verdict.Opens) verdict).sid();
            opened.connection =
                    fixture.server.openWebSocket((Verdict.Opens) verdict, opened.transport).orElse(null);
            session = fixture.server.sessions().stream()
                    .filter(each -> each.id().equals(sid))
                    .findFirst()
                    .orElse(null);
        }
        return opened;
    }

    Verdict judged(String method, boolean isUpgrade, String transport) {
        String sid = session == null ? null : session.id();
        return fixture.server.judge(fixture.request(method, isUpgrade, transport, revision, sid, base64));
    }

    static String refusal(Verdict.Refused refused) {
        return refused.status().orElse(refused.error().status()) + " {\"code\":" + refused.error().code() + ",\"message\":\"" + refused.message()
                + "\"}";
    }

    public Session session() {
        return session;
    }

    /** Its session, as a servlet sees it. */
    PollingSession http() {
        return session.polling();
    }

    /** What the application above its session has heard. */
    List<String> heard() {
        return fixture.recorderOf(session).heard();
    }

    Recorder recorder() {
        return fixture.recorderOf(session);
    }

    /** A WebSocket of the client's. */
    public static final class WebSocket {
        public final FakeTransport transport = new FakeTransport();
        private final EngineClient client;
        private WebSocketConnection connection; // null when it was refused
        private String refusal = "";

        private WebSocket(EngineClient client) {
            this.client = client;
        }

        public EngineClient client() {
            return client;
        }

        public WebSocket send(String frame) {
            connection.text(frame, true);
            return this;
        }

        public WebSocket send(byte... frame) {
            connection.binary(ByteBuffer.wrap(frame), true);
            return this;
        }

        /** Answers a ping frame. */
        void pong(ByteBuffer data) {
            connection.pong(data);
        }

        /** What has come since the last call. */
        public List<String> texts() {
            List<String> texts = transport.sent().stream().map(Recorder::text).toList();
            transport.forget();
            return texts;
        }

        /** Sends a text as the server's application. */
        void serverSends(String text) {
            client.session().send(Message.text(text), false);
        }

        /** The client, or its network, ends it. */
        public void leaves(int code, String reason) {
            connection.closedByPeer(new CloseStatus(code, reason));
        }

        /** How the server has closed it; null while it has not. */
        public CloseStatus closed() {
            return transport.closed();
        }

        /** The answer to a handshake that was refused; empty if it was not. */
        String refusal() {
            return refusal;
        }

        boolean isTakenUp() {
            return connection != null;
        }

        List<String> heard() {
            return client.heard();
        }
    }

}
