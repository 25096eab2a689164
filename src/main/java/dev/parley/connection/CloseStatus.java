package dev.parley.connection;

import static java.util.Objects.requireNonNull;

/**
 * Why a connection ended: the WebSocket close code and its reason (RFC 6455, 7.4). The codes from 4400 on are ours and
 * read like the HTTP status of the same last digits.
 *
 * @param code 1000 to 4999
 * @param reason a few words, never null, at most 123 bytes in UTF-8 (RFC 6455, 5.5)
 */
public record CloseStatus(int code, String reason) {
    private static final int AUTH = 4401;

    public static final CloseStatus NORMAL = new CloseStatus(1000, "");
    public static final CloseStatus GOING_AWAY = new CloseStatus(1001, "");
    public static final CloseStatus SHUTTING_DOWN = new CloseStatus(1001, "server shutting down");
    public static final CloseStatus PROTOCOL_ERROR = new CloseStatus(1002, "protocol error");
    /** The connection broke, a message could not be sent, or the peer answered no ping; never on the wire. */
    public static final CloseStatus ABNORMAL = new CloseStatus(1006, "");

    public static final CloseStatus WRITE_FAILED = new CloseStatus(1006, "write failed");
    /** The application did not want to wait for the peer. */
    public static final CloseStatus TERMINATED = new CloseStatus(1006, "terminated");

    public static final CloseStatus PING_TIMEOUT = new CloseStatus(1006, "ping timeout");
    public static final CloseStatus RATE_LIMIT = new CloseStatus(1008, "rate limit");
    /** As above, of a peer that could not be told before. */
    public static final CloseStatus TOO_MUCH_UNHANDLED = new CloseStatus(1008, "rate limit; retryAfter=5000");

    public static final CloseStatus REFUSED = new CloseStatus(1008, "refused");
    public static final CloseStatus UNFINISHED_MESSAGE = new CloseStatus(1008, "unfinished message");
    public static final CloseStatus TOO_BIG = new CloseStatus(1009, "message too big");
    public static final CloseStatus TRY_AGAIN_LATER = new CloseStatus(1013, "try again later; retryAfter=5000");
    public static final CloseStatus INTERNAL_ERROR = new CloseStatus(1011, "internal error");
    public static final CloseStatus AUTH_REQUIRED = auth("auth required");
    public static final CloseStatus AUTH_EXPIRED = auth("auth expired");
    public static final CloseStatus AUTH_REVOKED = auth("auth revoked");
    public static final CloseStatus FORBIDDEN = new CloseStatus(4403, "forbidden");
    public static final CloseStatus KICKED = new CloseStatus(4403, "kicked");
    public static final CloseStatus BANNED = new CloseStatus(4403, "banned");
    public static final CloseStatus OUTBOX_FULL = new CloseStatus(4408, "outbox full");
    public static final CloseStatus WRITE_TIMEOUT = new CloseStatus(4408, "write timeout");
    public static final CloseStatus REPLACED = new CloseStatus(4409, "replaced");

    /** Longest part of a peer's reason that is passed on, characters: in quotes, in any alphabet, it fits into a frame. */
    private static final int MOST_OF_REASON = 40;

    /**
     * What a peer has said, or its container for it.
     *
     * @param code {@link #ABNORMAL} stands for those that cannot be
     * @param reason null for none; long ones are cut
     */
    public static CloseStatus byPeer(int code, String reason) {
        if (code < 1000 || code > 4999) {
            return ABNORMAL;
        }
        String text = reason == null ? "" : reason;
        return new CloseStatus(code, text.length() <= MOST_OF_REASON ? text : Message.cut(text, MOST_OF_REASON));
    }

    /** The peer has not shown who it is, or no longer does. */
    public static CloseStatus auth(String reason) {
        return new CloseStatus(AUTH, reason);
    }

    /** The reason in quotes, as somebody else's words: no peer can choose one of ours. */
    CloseStatus quoted() {
        return reason.isEmpty() ? this : new CloseStatus(code, '"' + reason + '"');
    }

    public CloseStatus {
        requireNonNull(reason, "reason");
        if (code < 1000 || code > 4999) {
            throw new IllegalArgumentException("close code must be 1000..4999, was " + code);
        }
        if (Message.utf8Length(reason) > 123) {
            throw new IllegalArgumentException("close reason must be at most 123 bytes, was '" + reason + "'");
        }
    }
}
