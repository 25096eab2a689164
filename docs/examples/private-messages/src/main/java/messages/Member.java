package messages;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** A user, and how many tabs they have open. Guarded by the {@link Members} it belongs to. */
final class Member {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String sessionId = randomId();
    private final String id = randomId();
    private final String name;
    private int tabs;

    Member(String name) {
        this.name = name;
    }

    private static String randomId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String sessionId() {
        return sessionId;
    }

    /** Also the name of the room that all their tabs are in. */
    String id() {
        return id;
    }

    void opened() {
        tabs++;
    }

    void closed() {
        tabs--;
    }

    boolean isConnected() {
        return tabs > 0;
    }

    Messages.User seen(List<Messages.Message> messages) {
        return new Messages.User(id, name, isConnected(), messages);
    }
}
