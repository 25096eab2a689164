package dev.parley.site;

import dev.parley.auth.TrustedProxies;
import dev.parley.chat.Chat;
import dev.parley.socketio.Socket;
import dev.parley.web.JsonResponse;
import dev.parley.web.Parley;
import dev.parley.wire.Frame;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code POST /client/{id}}: a private message to one client, from outside the chat. The body is the text itself, or a
 * JSON object with {@code text} and perhaps {@code name}, which the client is told as the sender.
 */
final class ClientServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Pattern LOCAL_HOST =
            Pattern.compile("(?i)(?:localhost\\.?|[0-9.]+|\\[[0-9a-f:.]+])(?::[0-9]+)?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.%a-z]*:[0-9a-fA-F:.%a-z]*");

    private record Note(String name, String text) {}

    private final transient Parley parley;
    private final transient Chat chat;
    private final transient SiteSettings settings;

    ClientServlet(Parley parley, Chat chat, SiteSettings settings) {
        this.parley = parley;
        this.chat = chat;
        this.settings = settings;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!mayCall(request)) {
            answer(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "parley.client.callers does not allow this call (local: from this host, to localhost or an address)");
            return;
        }
        int limit = settings.clientMaxBytes();
        byte[] body;
        try {
            body = request.getInputStream().readNBytes(limit + 1);
        } catch (IOException cut) {
            answer(response, HttpServletResponse.SC_BAD_REQUEST, "the body did not come to its end");
            return;
        }
        if (body.length > limit) {
            answer(response, 413, "a body must have at most " + limit + " bytes");
            return;
        }
        Optional<Note> note = note(request, new String(body, StandardCharsets.UTF_8));
        if (note.isEmpty()) {
            answer(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "a body must be a text or a JSON object with the string text");
            return;
        }
        String id = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        Optional<Socket> client = parley.io().socket(id);
        if (client.isEmpty()) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "Client not found");
            return;
        }
        chat.tell(client.get(), note.get().name(), note.get().text());
        answer(response, HttpServletResponse.SC_OK, "Message was sent to client with id " + id);
    }

    private static void answer(HttpServletResponse response, int status, String message) throws IOException {
        JsonResponse.send(response, status, Map.of("message", message));
    }

    private static Optional<Note> note(HttpServletRequest request, String body) {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json")) {
            return body.isBlank() ? Optional.empty() : Optional.of(new Note(Chat.SERVER_NAME, body));
        }
        if (Frame.of(body) instanceof Frame.Whole whole) {
            JsonObject object = whole.object();
            if (object.get("text") instanceof JsonString text && !text.getString().isBlank()) {
                return Optional.of(new Note(object.getString("name", Chat.SERVER_NAME), text.getString()));
            }
        }
        return Optional.empty();
    }

    private boolean mayCall(HttpServletRequest request) {
        if (!parley.origins().allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            return false; // a foreign page must not use the browser of somebody who may
        }
        return switch (settings.clientCallers()) {
            case ANYONE -> true;
            case NOBODY -> false;
            case LOCAL -> isLocal(request);
        };
    }

    // What a proxy on this host forwards comes from elsewhere; and a page whose own name was made to point here (DNS
    // rebinding) is not from this host, though its browser is.
    private static boolean isLocal(HttpServletRequest request) {
        String host = request.getHeader("Host");
        boolean isForwarded = TrustedProxies.isPassedOn(name -> request.getHeader(name) != null);
        if (isForwarded || host == null || !LOCAL_HOST.matcher(host).matches()) {
            return false;
        }
        String caller = request.getRemoteAddr();
        if (!ADDRESS.matcher(caller).matches()) {
            return false; // a name that some proxy has handed on; looking it up would be its owner's choice
        }
        try {
            return caller.equals(request.getLocalAddr())
                    || InetAddress.getByName(caller).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
