package dev.parley.socketio;

import dev.parley.connection.CloseStatus;
import java.time.Duration;
import java.util.Map;

/**
 * A client has not shown who it is. Socket.IO's clients get the message as {@code connect_error} with {@code data.code};
 * native ones are closed with 4401 and the message.
 */
public final class AuthRefused extends ConnectRefused {
    private static final long serialVersionUID = 1;

    private static final Duration A_MOMENT = Duration.ofSeconds(10);
    private static final String UNAVAILABLE = "AUTH_UNAVAILABLE";

    private final String code;

    private AuthRefused(String code, String message, String detail) {
        super(
                message,
                Map.of("code", code, "detail", detail),
                code.equals(UNAVAILABLE) ? CloseStatus.TRY_AGAIN_LATER : CloseStatus.auth(message));
        this.code = code;
    }

    /** Nothing was shown, where something must be. */
    public static AuthRefused required() {
        return new AuthRefused("AUTH_REQUIRED", "auth required", "a token must be shown, there was none");
    }

    /** What was shown was valid once. */
    public static AuthRefused expired() {
        return new AuthRefused("AUTH_EXPIRED", "auth expired", "a token must not have expired");
    }

    /** @param detail what is wrong with what was shown, for people who write programs; without secrets */
    public static AuthRefused invalid(String detail) {
        return new AuthRefused("AUTH_INVALID", "auth invalid", detail);
    }

    /** It cannot be found out at the moment. */
    public static AuthRefused unavailable() {
        return new AuthRefused(UNAVAILABLE, "auth unavailable", "whose a token is cannot be found out at the moment");
    }

    /** A stable name: {@code AUTH_REQUIRED}, {@code AUTH_EXPIRED}, {@code AUTH_INVALID} or {@code AUTH_UNAVAILABLE}. */
    public String code() {
        return code;
    }

    /** Whether the same may be accepted at another time. */
    public boolean mayHelpLater() {
        return code.equals(UNAVAILABLE);
    }

    /** The same as an answer to an event or a request. */
    public EventRefused toEvent() {
        return new EventRefused(code, "token", getMessage(), mayHelpLater() ? A_MOMENT : null);
    }
}
