package dev.parley.engineio;

import dev.parley.connection.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Remembers what a session's application hears: texts as they are, bytes as {@code <01 02>}, its end as {@code closed: …}. */
final class Recorder implements SessionListener {
    private final List<String> heard = new ArrayList<>();
    private Consumer<String> reaction = message -> {};

    @Override
    public void message(Message message) {
        String text = text(message);
        heard.add(text);
        reaction.accept(text);
    }

    @Override
    public void closed(CloseReason reason, String detail) {
        heard.add("closed: " + reason.text() + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }

    /** What is done with each message once it is remembered. */
    void reaction(Consumer<String> then) {
        reaction = then;
    }

    List<String> heard() {
        return List.copyOf(heard);
    }

    static String text(Message message) {
        if (message instanceof Message.Binary binary) {
            byte[] bytes = new byte[binary.size()];
            binary.bytes().get(bytes);
            return "<" + HexFormat.ofDelimiter(" ").formatHex(bytes) + ">";
        }
        return ((Message.Text) message).text();
    }
}
