package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import dev.parley.connection.HandshakeHooks;
import dev.parley.connection.HandshakeRefused;
import dev.parley.connection.NoRoom;
import dev.parley.connection.OpeningRequest;
import dev.parley.connection.RandomIds;
import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.Revision;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Says what is to be done with a request, in the order in which Node's server asks. Safe for use by many threads. */
final class RequestJudge {
    private static final Logger LOG = System.getLogger(RequestJudge.class.getName());

    // what stands in JSON, in addresses and in cookies without being escaped
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final Sessions sessions;
    private final EngineOptions options;
    private final HandshakeHooks hooks;
    private final List<BiConsumer<EngineRequest, Verdict.Refused>> onError = new CopyOnWriteArrayList<>();
    private volatile UnaryOperator<OpeningRequest> identification = UnaryOperator.identity();
    private volatile Function<OpeningRequest, String> ids;

    RequestJudge(Sessions sessions, HandshakeHooks hooks) {
        this.sessions = sessions;
        this.hooks = hooks;
        this.options = sessions.options();
        RandomIds random = new RandomIds();
        this.ids = request -> random.next();
    }

    void onConnectionError(BiConsumer<EngineRequest, Verdict.Refused> listener) {
        onError.add(requireNonNull(listener, "listener"));
    }

    void identify(UnaryOperator<OpeningRequest> finder) {
        identification = requireNonNull(finder, "finder");
    }

    void generateIds(Function<OpeningRequest, String> generator) {
        ids = requireNonNull(generator, "generator");
    }

    Verdict judge(EngineRequest request) {
        Verdict verdict = verdict(request);
        if (verdict instanceof Verdict.Refused refused) {
            refused(request, refused);
        }
        return verdict;
    }

    /** The session that a request continues; without the consequences of a refusal. */
    Optional<PollingSession> polling(EngineRequest request) {
        boolean continues = request.session().isPresent() && !request.isUpgrade();
        return continues && verdict(request) instanceof Verdict.Continues found
                ? Optional.of(found.session())
                : Optional.empty();
    }

    /** A request is refused, by whomever. */
    void refused(EngineRequest request, Verdict.Refused refused) {
        LOG.log(Level.DEBUG, "refused a request: {0} {1}", refused.message(), refused.context());
        onError.forEach(listener -> tell(listener, request, refused));
    }

    private static void tell(
            BiConsumer<EngineRequest, Verdict.Refused> listener, EngineRequest request, Verdict.Refused refused) {
        try {
            listener.accept(request, refused);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a listener to refused requests failed", e);
        }
    }

    private Verdict verdict(EngineRequest request) {
        Optional<TransportName> transport =
                TransportName.of(request.transport()).filter(options.transports()::contains);
        if (transport.isEmpty()) {
            return Verdict.Refused.of(EngineError.UNKNOWN_TRANSPORT, "transport", request.transport());
        } else if (request.session().isPresent()) {
            return continuing(request, request.session().get(), transport.get());
        }
        return opening(request, transport.get());
    }

    private Verdict continuing(EngineRequest request, String sid, TransportName transport) {
        boolean isPoll = request.method().equals("GET") && !request.isUpgrade();
        Optional<Session> found =
                sessions.find(sid).or(() -> isPoll ? sessions.findDeparted(sid) : Optional.empty());
        if (found.isEmpty() || !found.get().isOf(request.owner().get())) { // a thief learns nothing
            return Verdict.Refused.of(EngineError.UNKNOWN_SID, "sid", sid);
        }
        Session session = found.get();
        boolean fits = request.isUpgrade()
                ? transport == TransportName.WEBSOCKET && options.allowUpgrades()
                : transport == TransportName.POLLING && session.transport() == TransportName.POLLING;
        if (!fits) {
            return Verdict.Refused.badRequest("TRANSPORT_MISMATCH");
        } else if (!session.revision().number().equals(request.revision())) {
            return Verdict.Refused.badRequest("PROTOCOL_MISMATCH");
        }
        return new Verdict.Continues(session.polling());
    }

    private Verdict opening(EngineRequest request, TransportName transport) {
        if (!request.method().equals("GET")) {
            return Verdict.Refused.of(EngineError.BAD_HANDSHAKE_METHOD, "method", request.method());
        } else if (request.isUpgrade() != (transport == TransportName.WEBSOCKET)) {
            return Verdict.Refused.badRequest("TRANSPORT_HANDSHAKE_ERROR");
        }
        OpeningRequest sent = request.facts().get();
        Optional<NoRoom> noRoom = sessions.knock(sent);
        if (noRoom.isPresent()) {
            return Verdict.Refused.noRoom(noRoom.get());
        }
        OpeningRequest facts;
        try {
            facts = identification.apply(sent);
        } catch (HandshakeRefused nobody) {
            return Verdict.Refused.by(nobody);
        }
        Optional<HandshakeRefused> refusal = hooks.refusal(facts, EngineError.FORBIDDEN.message());
        if (refusal.isPresent()) {
            return Verdict.Refused.by(refusal.get());
        }
        Optional<Revision> revision = Revision.of(request.revision())
                .filter(asked -> asked != Revision.V3 || options.allowRevision3());
        if (revision.isEmpty()) {
            return Verdict.Refused.of(EngineError.UNSUPPORTED_PROTOCOL_VERSION, "protocol", request.revision());
        }
        return newId(facts)
                .<Verdict>map(id -> new Verdict.Opens(id, transport, revision.get(), request.isTextOnly(), facts, sent))
                .orElseGet(() -> Verdict.Refused.badRequest("ID_GENERATION_ERROR"));
    }

    private Optional<String> newId(OpeningRequest facts) {
        try {
            String id = requireNonNull(ids.apply(facts), "id");
            boolean isFree = ID.matcher(id).matches() && !sessions.has(id);
            return isFree ? Optional.of(id) : Optional.empty();
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "no id could be made for a session", e);
            return Optional.empty();
        }
    }
}
