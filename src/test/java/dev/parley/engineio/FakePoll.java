package dev.parley.engineio;

import dev.parley.engineio.protocol.EngineError;
import dev.parley.engineio.protocol.PayloadCodec.Payload;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Remembers its answer as text: {@code held} while there is none, a payload as it is with {@code <1e>} for the separator, a
 * binary one in hexadecimal, and for a refusal the status and the body.
 */
public final class FakePoll implements Poll {
    private final boolean isTextOnly;
    private volatile boolean mayBeCompressed;
    private final List<String> answers = new ArrayList<>();

    FakePoll(boolean isTextOnly) {
        this.isTextOnly = isTextOnly;
    }

    @Override
    public boolean isTextOnly() {
        return isTextOnly;
    }

    @Override
    public void answer(Payload payload, boolean compress) {
        mayBeCompressed = compress;
        give(text(payload));
    }

    /** Whether its answer may be. */
    public boolean mayBeCompressed() {
        return mayBeCompressed;
    }

    @Override
    public void refuse(EngineError error) {
        give(error.status() + " " + error.json());
    }

    @Override
    public void reject() {
        give("400");
    }

    synchronized void give(String answer) {
        answers.add(answer);
        notifyAll();
    }

    /** All answers, of which there must not be two. */
    public synchronized String answer() {
        return answers.isEmpty() ? "held" : String.join(" and then ", answers);
    }

    /** Waits for the answer. */
    public synchronized String await() throws InterruptedException {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (answers.isEmpty() && System.nanoTime() < deadline) {
            wait(1_000);
        }
        return answer();
    }

    static String text(Payload payload) {
        if (payload instanceof Payload.Binary binary) {
            byte[] bytes = new byte[binary.body().remaining()];
            binary.body().get(bytes);
            return HexFormat.ofDelimiter(" ").formatHex(bytes);
        }
        return ((Payload.Text) payload).body().replace("\u001e", "<1e>");
    }

    @Override
    public String toString() {
        return answer();
    }
}
