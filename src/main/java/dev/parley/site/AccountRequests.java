package dev.parley.site;

import dev.parley.socketio.EventRefused;
import dev.parley.web.Caller;
import dev.parley.web.JsonRequest;
import dev.parley.web.JsonResponse;
import dev.parley.web.JsonResponse.Answer;
import dev.parley.web.Parley;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletionStage;

/** What the addresses of accounts share: an object comes in a request, and the answer when the database has given its own. */
abstract class AccountRequests extends ApiServlet {
    private static final long serialVersionUID = 1;
    private static final int MOST = 8_192; // bytes of a body

    private final transient Parley parley;

    AccountRequests(Parley parley, String... methods) {
        super(methods);
        this.parley = parley;
    }

    Parley parley() {
        return parley;
    }

    /** An answer, as soon as it is known whether there is TLS. */
    interface Begun {
        Answer over(boolean isSecure);
    }

    /** What is done with the object in a request. */
    interface Work {
        CompletionStage<Begun> on(JsonObject body);
    }

    static void handle(HttpServletRequest request, HttpServletResponse response, Work work) {
        boolean isSecure = Caller.isSecure(request);
        JsonRequest.handle(
                request,
                response,
                MOST,
                body -> work.on(body).thenApply(begun -> begun.over(isSecure)),
                ApiServlet::refusal);
    }

    static void later(HttpServletRequest request, HttpServletResponse response, CompletionStage<Answer> stage) {
        JsonResponse.sendLater(request, response, stage.exceptionally(ApiServlet::refusal));
    }

    void requireOwnPage(HttpServletRequest request) {
        if (!parley.origins().allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            throw new EventRefused("ORIGIN", null, "pages of this origin may not do that");
        }
    }

    static String text(JsonObject body, String name) {
        if (body.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw new EventRefused("FIELD_TYPE", name, name + " must be a string");
    }

    static EventRefused notFound() {
        return new EventRefused("NOT_FOUND", null, "there is nothing at this address");
    }
}
