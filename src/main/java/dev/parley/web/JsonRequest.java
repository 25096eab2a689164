package dev.parley.web;

import dev.parley.connection.Connections;
import dev.parley.socketio.EventRefused;
import dev.parley.web.JsonResponse.Answer;
import dev.parley.wire.Frame;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Requests with a JSON object in them, which are answered when the answer is there: no thread waits for a client that sends or
 * reads slowly. Asynchronous servlets alone can do that.
 */
public final class JsonRequest {
    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(?:;\\s*charset=\"?utf-?8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private JsonRequest() {}

    /** Whether a request says that it has JSON in it. */
    static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && JSON.matcher(type.strip()).matches();
    }

    /**
     * Reads the object of a request, hands it on, and answers.
     *
     * @param most bytes that it may have
     * @param handler gets the object; what it throws is a refusal, too
     * @param refusals say what is answered to a failure
     */
    public static void handle(
            HttpServletRequest request,
            HttpServletResponse response,
            int most,
            Function<JsonObject, CompletionStage<Answer>> handler,
            Function<Throwable, Answer> refusals) {
        Connections connections = Application.of(request.getServletContext()).connections();
        DeferredResponse deferred = new DeferredResponse(request, response, connections, () -> {});
        Exchange exchange = new Exchange(deferred, most, handler, refusals);
        boolean isHeld = false;
        if (!isJson(request)) {
            exchange.refuse("CONTENT_TYPE", "Content-Type must be application/json, in UTF-8");
        } else if (request.getContentLengthLong() > most) {
            exchange.tooLarge();
        } else {
            isHeld = SlowBody.read(request, deferred, connections, most, exchange);
        }
        if (!isHeld) {
            deferred.settle();
        }
    }

    private record Exchange(
            DeferredResponse response,
            int most,
            Function<JsonObject, CompletionStage<Answer>> handler,
            Function<Throwable, Answer> refusals)
            implements SlowBody.Reader {

        @Override
        public void whole(byte[] body) {
            stage(body).whenComplete((answer, failure) -> {
                Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                response.answer((cause == null ? answer : refusals.apply(cause)).written());
            });
        }

        private CompletionStage<Answer> stage(byte[] body) {
            try {
                Frame frame = Frame.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
                if (frame instanceof Frame.Whole whole) {
                    return handler.apply(whole.object());
                }
                return CompletableFuture.failedStage(((Frame.Broken) frame).refusal());
            } catch (CharacterCodingException malformed) {
                return CompletableFuture.failedStage(new EventRefused("BAD_JSON", null, "the body is not UTF-8"));
            } catch (RuntimeException e) { // the border between the application's code and ours
                return CompletableFuture.failedStage(e);
            }
        }

        @Override
        public void tooLarge() {
            refuse("TOO_LARGE", "a body must have at most " + most + " bytes");
        }

        @Override
        public void cut() {
            refuse("BODY_CUT", "the body did not come to its end");
        }

        void refuse(String code, String message) {
            response.answer(refusals.apply(new EventRefused(code, null, message)).written());
        }
    }
}
