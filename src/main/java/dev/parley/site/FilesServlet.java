package dev.parley.site;

import dev.parley.auth.TrustedProxies;
import dev.parley.chat.Chat;
import dev.parley.chat.Files;
import dev.parley.chat.store.FileContent;
import dev.parley.chat.store.StoredFile;
import dev.parley.socketio.EventRefused;
import dev.parley.web.Caller;
import dev.parley.web.JsonResponse;
import dev.parley.web.Parley;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * {@code GET /api/files}: which files are accepted; {@code POST /api/files}: keeps one that a message will speak of;
 * {@code GET /api/files/{id}/{name}}: fetches one; {@code DELETE} of the same: takes one back that no message speaks of.
 * Whoever knows a file's id may fetch it; nobody can guess one.
 */
final class FilesServlet extends ApiServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(FilesServlet.class.getName());

    /** What browsers may show by themselves; all else is saved, so that no file runs as a page of this site. */
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final String POLICY = "default-src 'none'; sandbox";
    private static final int AT_ONCE = 16; // uploads and downloads hold a thread each
    private static final int MAX_PIXELS = 100_000;
    private static final long MOST_READ_ON = 50_000_000; // bytes of a file that is refused
    private static final Duration READ_ON = Duration.ofSeconds(20); // the same in time
    private static final Duration LATER = Duration.ofSeconds(2);

    private final transient Parley parley;
    private final transient Chat chat;
    private final transient Semaphore places = new Semaphore(AT_ONCE);
    private final transient Semaphore refused = new Semaphore(AT_ONCE); // those whose files are not taken, and who still send

    FilesServlet(Parley parley, Chat chat) {
        super("GET", "HEAD", "POST", "DELETE");
        this.parley = parley;
        this.chat = chat;
    }

    /** Whoever has the address of a file may read it: browsers show pictures without a token. Nobody can guess one. */
    @Override
    boolean isOpen(HttpServletRequest request) {
        return !request.getMethod().equals("POST") && !request.getMethod().equals("DELETE");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        inTurn(() -> JsonResponse.send(response, HttpServletResponse.SC_CREATED, keep(request)));
    }

    @Override
    void refuse(HttpServletRequest request, HttpServletResponse response, Throwable failure) throws IOException {
        boolean isUpload = request.getMethod().equals("POST");
        boolean isPassedOn = TrustedProxies.isPassedOn(name -> request.getHeader(name) != null);
        if (isUpload && isPassedOn) { // proxies cut off who still sends when the answer has ended, and not all clients find it then
            readOn(request);
        }
        super.refuse(request, response, failure);
        if (isUpload && !isPassedOn) {
            response.flushBuffer();
            readOn(request);
        }
    }

    private JsonObject keep(HttpServletRequest request) throws IOException {
        requireOrigin(request);
        if (request.getContentLengthLong() < 0) {
            throw new EventRefused("LENGTH_NEEDED", null, "a file must come with its Content-Length");
        }
        return chat.send(
                namespace(request),
                key(request),
                Caller.addressKey(request),
                parameter(request, "room"),
                parameter(request, "target"),
                offer(request),
                request.getInputStream());
    }

    private void requireOrigin(HttpServletRequest request) {
        if (!parley.origins().allows(request.getHeader("Origin"), request.getHeader("Host"))) {
            throw new EventRefused("ORIGIN", null, "pages of this origin may not send files");
        }
    }

    /**
     * Who is still sending looks for the answer afterwards, and would not find it on a connection that has been closed. So it is
     * listened to for a while, but in nobody else's place: it may be anybody.
     */
    private void readOn(HttpServletRequest request) {
        if (request.getHeader("Expect") != null || !refused.tryAcquire()) { // nothing has been sent, or too many are refused
            return;
        }
        try {
            byte[] forgotten = new byte[8_192];
            long until = System.nanoTime() + READ_ON.toNanos();
            long left = MOST_READ_ON;
            for (int read = 0; read >= 0 && left > 0 && System.nanoTime() - until < 0; left -= read) {
                read = request.getInputStream().read(forgotten);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "who sent a file that is refused has left", e);
        } finally {
            refused.release();
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.toString(request.getPathInfo(), "");
        if (path.isEmpty()) {
            JsonResponse.send(response, HttpServletResponse.SC_OK, chat.files().limits());
            return;
        }
        inTurn(() -> {
            String id = id(path);
            try (FileContent found = chat.files()
                    .open(id)
                    .orElseThrow(() -> new EventRefused("NO_SUCH_FILE", null, "there is no such file"))) {
                describe(response, found.file());
                if (request.getMethod().equals("GET")) {
                    found.content().transferTo(response.getOutputStream());
                }
            }
        });
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireOrigin(request);
        chat.takeBack(key(request), id(Objects.toString(request.getPathInfo(), "")));
        JsonResponse.send(response, HttpServletResponse.SC_OK, Map.of());
    }

    private static String id(String path) {
        return path.replaceFirst("^/([A-Za-z0-9_-]*)(/.*)?$", "$1");
    }

    private static void describe(HttpServletResponse response, StoredFile file) {
        boolean isShown = SHOWN.contains(file.type());
        response.setContentType(isShown ? file.type() : "application/octet-stream");
        response.setContentLengthLong(file.size());
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, max-age=31536000, immutable");
        String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        response.setHeader( // RFC 6266, RFC 8187
                "Content-Disposition", (isShown ? "inline" : "attachment") + "; filename*=UTF-8''" + name);
    }

    private static Files.Offer offer(HttpServletRequest request) {
        return new Files.Offer(
                Objects.toString(parameter(request, "name"), ""),
                type(request),
                request.getContentLengthLong(),
                pixels(request, "width"),
                pixels(request, "height"));
    }

    private static int pixels(HttpServletRequest request, String name) {
        return (int) Math.min(number(request, name, 0), MAX_PIXELS);
    }

    private static String type(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null ? "application/octet-stream" : type.replaceFirst(";.*", "").strip();
    }

    /** Something that may be refused. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void inTurn(Work work) throws IOException {
        if (!places.tryAcquire()) {
            throw new EventRefused("BUSY", null, "at most " + AT_ONCE + " files may travel at once; try again", LATER);
        }
        try {
            work.run();
        } finally {
            places.release();
        }
    }
}
