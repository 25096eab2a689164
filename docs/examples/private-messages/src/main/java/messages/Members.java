package messages;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import messages.Messages.Message;
import messages.Messages.User;

/** All users there have been and the last messages, until the server stops. Not safe for use by several threads. */
final class Members {
    private static final int MESSAGES = 10_000;

    private final Map<String, Member> bySession = new LinkedHashMap<>();
    private final Map<String, Member> byId = new LinkedHashMap<>();
    private final Deque<Message> messages = new ArrayDeque<>();

    Optional<Member> find(String sessionId) {
        return Optional.ofNullable(bySession.get(sessionId));
    }

    Member add(String name) {
        Member member = new Member(name);
        bySession.put(member.sessionId(), member);
        byId.put(member.id(), member);
        return member;
    }

    boolean contains(String id) {
        return byId.containsKey(id);
    }

    void remember(Message message) {
        messages.add(message);
        if (messages.size() > MESSAGES) {
            messages.remove();
        }
    }

    /** Everybody, with what they and one of them have said to each other. */
    List<User> seenBy(Member member) {
        return byId.values().stream()
                .map(other -> other.seen(between(member.id(), other.id())))
                .toList();
    }

    private List<Message> between(String one, String other) {
        return messages.stream()
                .filter(message -> message.from().equals(one) && message.to().equals(other)
                        || message.from().equals(other) && message.to().equals(one))
                .toList();
    }
}
