package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.QueryString;
import dev.parley.connection.RequestOwner;
import dev.parley.engineio.EngineRequest;
import dev.parley.engineio.EngineServer;
import dev.parley.engineio.PollingSession;
import dev.parley.engineio.Verdict;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.web.upgrade.OpeningHandshake;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Long polling. No thread waits while a poll is held. */
final class EngineServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient EngineServer engine;
    private final transient EngineSettings settings;
    private final transient Connections connections;

    EngineServlet(EngineServer engine, EngineSettings settings, Connections connections) {
        this.engine = engine;
        this.settings = settings;
        this.connections = connections;
    }

    static EngineRequest engineRequest(HttpServletRequest request) {
        return engineRequest(
                request.getMethod(),
                OpeningHandshake.isAskedFor(request),
                QueryString.parse(request.getQueryString()),
                () -> RequestFacts.owner(request),
                () -> RequestFacts.of(request));
    }

    static EngineRequest engineRequest(
            String method,
            boolean isUpgrade,
            Map<String, List<String>> query,
            Supplier<RequestOwner> owner,
            Supplier<OpeningRequest> facts) {
        return new EngineRequest(
                method,
                isUpgrade,
                QueryString.last(query, "transport"),
                QueryString.last(query, "EIO"),
                QueryString.last(query, "sid"),
                QueryString.last(query, "b64"),
                owner,
                facts);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        keepOldBrowsersQuiet(request, response);
        if (OpeningHandshake.isAskedFor(request)) { // the container has found no endpoint at this very path
            HttpAnswer.text(HttpServletResponse.SC_BAD_REQUEST, "text/html", EngineError.BAD_REQUEST.message()).write(response);
            return;
        }
        EngineRequest asked = engineRequest(request);
        Verdict verdict = engine.judge(asked);
        if (verdict instanceof Verdict.Refused refused) {
            refused.headers().forEach(response::setHeader);
            HttpAnswer.error(refused).write(response);
            return;
        }
        engine.headers(asked, verdict).forEach(response::setHeader);
        if (verdict instanceof Verdict.Opens opens) {
            open(opens, asked, request, response);
        } else {
            proceed(((Verdict.Continues) verdict).session(), request, response);
        }
    }

    private void open(
            Verdict.Opens opens, EngineRequest asked, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<PollingSession> opened = engine.openPolling(opens);
        if (opened.isEmpty()) {
            Verdict.Refused refused = Verdict.Refused.noRoom(connections.lateRefusal(opens.request()));
            engine.refused(asked, refused);
            refused.headers().forEach(response::setHeader);
            HttpAnswer.error(refused).write(response);
            return;
        }
        PollingSession session = opened.get();
        if (settings.cookie().isWanted()) {
            response.addHeader("Set-Cookie", settings.cookie().header(session.id()));
        }
        PollFormat format = format(request);
        // before the client knows of it: its first message may come as soon as it has the answer
        format.answer(session.begin(format.jsonp().isPresent()), true).write(response);
    }

    private void proceed(PollingSession session, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (request.getMethod()) {
            case "GET" -> {
                DeferredResponse deferred = new DeferredResponse(request, response, connections, session::pollBroken);
                session.poll(new PollResponse(deferred::answer, format(request)));
                deferred.settle();
            }
            case "POST" -> post(session, request, new DeferredResponse(request, response, connections, () -> {}));
            default -> HttpAnswer.BAD_REQUEST.write(response);
        }
    }

    private void post(PollingSession session, HttpServletRequest request, DeferredResponse deferred) {
        PostedBody body = new PostedBody(session, script(request) != null, request.getContentType(), deferred::answer);
        boolean isHeld = body.begins(request.getContentLengthLong(), engine.maxPayload())
                && SlowBody.read(
                        request, deferred, connections, connections.options().messages().maxBytes(), body);
        if (!isHeld) {
            deferred.settle();
        }
    }

    private PollFormat format(HttpServletRequest request) {
        List<String> accepted = Collections.list(request.getHeaders("Accept-Encoding"));
        Optional<String> jsonp = Optional.ofNullable(script(request)).map(Jsonp::index);
        return new PollFormat(jsonp, accepted, settings.compressionThreshold());
    }

    /** The number of the function that a client calls which polls by script elements; null for all others. */
    private static String script(HttpServletRequest request) {
        return QueryString.last(request.getQueryString(), "j");
    }

    /** Internet Explorer takes a payload that repeats parts of the address for an attack. */
    private static void keepOldBrowsersQuiet(HttpServletRequest request, HttpServletResponse response) {
        if (isOldBrowser(request.getHeader("User-Agent"))) {
            response.setHeader("X-XSS-Protection", "0");
        }
    }

    /** Internet Explorer. */
    static boolean isOldBrowser(String agent) {
        return agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"));
    }
}
