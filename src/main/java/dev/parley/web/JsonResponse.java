package dev.parley.web;

import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Answers in JSON. */
public final class JsonResponse {
    private static final String TYPE = "application/json;charset=UTF-8";

    private JsonResponse() {}

    /**
     * A complete answer.
     *
     * @param headers besides those of its content
     * @param members of its body
     */
    public record Answer(int status, Map<String, String> headers, Map<String, ?> members) {
        HttpAnswer written() {
            return HttpAnswer.text(status, TYPE, JsonText.write((JsonObject) JsonText.of(members))).with(headers);
        }
    }

    /** The complete answer: status, headers, body. */
    public static void send(HttpServletResponse response, int status, Map<String, ?> members) throws IOException {
        send(response, new Answer(status, Map.of(), members));
    }

    /** The complete answer. */
    public static void send(HttpServletResponse response, Answer answer) throws IOException {
        answer.written().write(response);
    }

    /**
     * Sends what a stage brings, when it does: no thread waits for it, nor for a client that reads slowly. Asynchronous servlets
     * alone can do that.
     *
     * @param stage must not fail
     */
    public static void sendLater(
            HttpServletRequest request, HttpServletResponse response, CompletionStage<Answer> stage) {
        Application application = Application.of(request.getServletContext());
        DeferredResponse deferred = new DeferredResponse(request, response, application.connections(), () -> {});
        stage.thenAccept(answer -> deferred.answer(answer.written()));
        deferred.settle();
    }
}
