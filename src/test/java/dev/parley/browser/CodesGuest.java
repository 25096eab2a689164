package dev.parley.browser;

import dev.parley.it.NpmClients;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Somebody at {@code codes.mjs}: the codes dialect on nodejs-websocket. */
final class CodesGuest implements Guest {
    private static final int DEADLINE_SECONDS = 30;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Script script;

    CodesGuest(URI address, String name) throws Exception {
        script = Script.start(NpmClients.install(), heard::add, "codes.mjs", address.toString(), "chat-" + name, name);
        seesComing(name);
    }

    private void await(String what, Predicate<String> condition) throws InterruptedException {
        StringBuilder before = new StringBuilder();
        String line;
        do {
            line = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no " + what + " came, but " + before);
            }
            before.append(line).append('\n');
        } while (!condition.test(line));
    }

    @Override
    public void say(String text) {
        script.type(text);
    }

    @Override
    public void hears(String name, String text) throws InterruptedException {
        await(text, line -> line.startsWith("{\"code\":2,")
                && line.contains("\"name\":\"" + name + "\"")
                && line.contains("\"message\":\"" + text + "\""));
    }

    @Override
    public void seesComing(String name) throws InterruptedException {
        await("list with " + name, line -> line.contains("\"chatUsers\":") && line.contains("\"" + name + "\""));
    }

    @Override
    public void seesLeaving(String name) throws InterruptedException {
        await("list without " + name, line -> line.contains("\"chatUsers\":") && !line.contains("\"" + name + "\""));
    }

    /** Says that it closes the connection, which the server then does. */
    void leave() throws InterruptedException {
        script.endInput();
        await("end", "closed 1000"::equals);
    }

    @Override
    public void close() {
        script.close();
    }
}
