package dev.parley.site;

import dev.parley.chat.Reader;
import dev.parley.socketio.EventRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /api/rooms}, {@code /api/rooms/{room}/messages} and {@code /api/people/{id}/messages}: the chat for those who
 * fetch; and whatever else is asked for below {@code /api}, which is not there. A room's name may have slashes in it.
 */
final class MessagesServlet extends ApiServlet {
    private static final long serialVersionUID = 1;
    private static final Pattern MESSAGES = Pattern.compile("/api/(rooms|people)/(.+)/messages");
    private static final int PAGE = 50;

    private final transient Reader reader;

    MessagesServlet(Reader reader) {
        super("GET", "HEAD");
        this.reader = reader;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        String path = path(request);
        Matcher messages = MESSAGES.matcher(path);
        if (path.equals("/api/rooms")) {
            answer(request, response, reader.rooms(subject(request), namespace(request)));
        } else if (!messages.matches()) {
            throw new EventRefused("NOT_FOUND", null, "there is nothing at this address");
        } else if (messages.group(1).equals("rooms")) {
            answer(request, response, reader.messages(subject(request), namespace(request), messages.group(2), page(request)));
        } else {
            answer(request, response, reader.privateMessages(subject(request), namespace(request), key(request), messages.group(2), page(request)));
        }
    }

    private static Reader.Page page(HttpServletRequest request) {
        return new Reader.Page(
                number(request, "after", -1),
                number(request, "before", Long.MAX_VALUE),
                (int) Math.min(number(request, "limit", PAGE), Integer.MAX_VALUE));
    }
}
