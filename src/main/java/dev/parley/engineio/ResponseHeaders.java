package dev.parley.engineio;

import static java.util.Objects.requireNonNull;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The headers that an application adds to answers. Safe for use by many threads. */
final class ResponseHeaders {
    private static final Logger LOG = System.getLogger(ResponseHeaders.class.getName());

    private final List<BiConsumer<EngineRequest, Map<String, String>>> initial = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<EngineRequest, Map<String, String>>> each = new CopyOnWriteArrayList<>();

    void onInitial(BiConsumer<EngineRequest, Map<String, String>> hook) {
        initial.add(requireNonNull(hook, "hook"));
    }

    void onEach(BiConsumer<EngineRequest, Map<String, String>> hook) {
        each.add(requireNonNull(hook, "hook"));
    }

    boolean isEmpty() {
        return initial.isEmpty() && each.isEmpty();
    }

    Map<String, String> of(EngineRequest request, Verdict verdict) {
        if (isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (verdict instanceof Verdict.Opens) {
            initial.forEach(hook -> ask(hook, request, headers));
        }
        each.forEach(hook -> ask(hook, request, headers));
        return headers;
    }

    private static void ask(
            BiConsumer<EngineRequest, Map<String, String>> hook, EngineRequest request, Map<String, String> headers) {
        try {
            hook.accept(request, headers);
        } catch (RuntimeException | Error e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a hook for response headers failed", e);
        }
    }
}
