package load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What one address floods with. */
enum Attack {
    /** WebSocket handshakes, each over a connection of its own. */
    handshakes(100, false),
    /** Sessions that poll, over connections that stay. */
    polls(100, true),
    /** As many WebSockets as one address may have, each with messages to a room of its own. */
    messages(2_000, true),
    /** A few WebSockets with messages to all people. */
    shouts(20, true),
    /** A few WebSockets with pings, which are as small as frames can be. */
    pings(20, true),
    /** Requests below /api. */
    api(100, true),
    /** Messages in POSTs to sessions of their own. */
    posts(100, true),
    /** Names and passwords of people. */
    passwords(100, true);

    private static final String ADDRESS = "Host: localhost\r\nX-Forwarded-For: 198.51.100.1\r\n";
    private static final String UPGRADE = ADDRESS + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String SESSION = "/socket.io/?EIO=4&transport=polling";
    private static final byte[] NOTHING = {};

    final int connections;
    /** Whether there is more to say on a connection that has been answered. */
    final boolean stays;

    Attack(int connections, boolean stays) {
        this.connections = connections;
        this.stays = stays;
    }

    /** What a connection says first; the rest is said when this has been answered. */
    byte[] opening() {
        return switch (this) {
            case handshakes, messages, pings -> ascii("GET /ws/flood HTTP/1.1\r\n" + UPGRADE);
            case shouts -> ascii("GET /ws/people HTTP/1.1\r\n" + UPGRADE);
            case posts -> get(SESSION);
            case polls, api, passwords -> NOTHING;
        };
    }

    /**
     * What a connection says next, once.
     *
     * @param session the id of its session, if it has one
     */
    byte[] entrance(int number, String session) {
        return switch (this) {
            case messages, shouts, pings -> join(
                    Guest.frames("{\"type\":\"username\",\"name\":\"Flooder " + number + "\",\"lists\":false}", 1),
                    Guest.frames("{\"type\":\"join\",\"room\":\"flood " + number + "\"}", 1));
            case posts -> post(SESSION + "&sid=" + session, "text/plain", "40");
            default -> NOTHING;
        };
    }

    /** What a connection says from then on, again and again. */
    byte[] repeated(int number, String session) {
        String message = "{\"type\":\"message\",\"text\":\"" + Load.TEXT + "\"";
        return switch (this) {
            case handshakes -> NOTHING;
            case polls -> get(SESSION);
            case messages -> Guest.frames(message + ",\"room\":\"flood " + number + "\"}", 50);
            case shouts -> Guest.frames(message + "}", 50);
            case pings -> pings(1_000);
            case api -> get("/api/rooms/pair%200/messages?namespace=/people");
            case posts -> post(SESSION + "&sid=" + session, "text/plain", "42[\"flood\",\"" + Load.TEXT + "\"]");
            case passwords -> post(
                    "/api/session", "application/json", "{\"name\":\"Person " + number + "\",\"password\":\"correct horse\"}");
        };
    }

    private static byte[] pings(int count) {
        ByteBuffer pings = ByteBuffer.allocate(count * 6);
        for (int i = 0; i < count; i++) {
            pings.put((byte) 0x89).put((byte) 0x80).putInt(0); // empty, with a mask that changes nothing
        }
        return pings.array();
    }

    private static byte[] get(String path) {
        return ascii("GET " + path + " HTTP/1.1\r\n" + ADDRESS + "\r\n");
    }

    private static byte[] post(String path, String type, String body) {
        return ascii("POST " + path + " HTTP/1.1\r\n" + ADDRESS + "Content-Type: " + type + "\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
