package dev.parley.connection;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** What an application has to say while a handshake is judged and answered. Safe for use by many threads. */
public final class HandshakeHooks {
    private static final Logger LOG = System.getLogger(HandshakeHooks.class.getName());

    private final List<HandshakeCheck> checks = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<OpeningRequest, Map<String, String>>> headers = new CopyOnWriteArrayList<>();
    private volatile SubprotocolChoice subprotocols = SubprotocolChoice.FIRST;

    public void allowRequest(HandshakeCheck check) {
        checks.add(requireNonNull(check, "check"));
    }

    public void onHeaders(BiConsumer<OpeningRequest, Map<String, String>> hook) {
        headers.add(requireNonNull(hook, "hook"));
    }

    public void chooseSubprotocol(SubprotocolChoice choice) {
        subprotocols = requireNonNull(choice, "choice");
    }

    /** @return why it may not open a connection; empty if it may */
    public Optional<HandshakeRefused> refusal(OpeningRequest request, String otherwise) {
        try {
            checks.forEach(check -> check.check(request));
            return Optional.empty();
        } catch (HandshakeRefused no) {
            return Optional.of(no);
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a check of a request failed", e);
            return Optional.of(new HandshakeRefused(otherwise));
        }
    }

    /** The headers that are added to the answer. */
    public Map<String, String> headers(OpeningRequest request) {
        Map<String, String> added = new LinkedHashMap<>();
        headers.forEach(hook -> {
            try {
                hook.accept(request, added);
            } catch (RuntimeException | Error e) { // the border between the application's code and ours
                LOG.log(Level.ERROR, "a hook for response headers failed", e);
            }
        });
        return added;
    }

    /** The sub-protocol; empty for none. */
    public Optional<String> subprotocol(List<String> offered, OpeningRequest request) {
        try {
            return offered.isEmpty() ? Optional.empty() : subprotocols.choose(offered, request).filter(offered::contains);
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "no sub-protocol could be chosen", e);
            return Optional.empty();
        }
    }
}
