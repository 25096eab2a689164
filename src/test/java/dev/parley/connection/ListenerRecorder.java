package dev.parley.connection;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Remembers what happened on a connection. */
public final class ListenerRecorder implements ConnectionListener {
    private final List<String> heard = new ArrayList<>();

    /** What has happened since the last call. */
    public synchronized List<String> heard() {
        List<String> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    private synchronized void add(String what) {
        heard.add(what);
    }

    @Override
    public void packet(Message frame) {
        add("packet " + (frame instanceof Message.Text text ? text.text() : "of " + frame.size() + " bytes"));
    }

    @Override
    public void ping(ByteBuffer data) {
        add("ping " + StandardCharsets.UTF_8.decode(data));
    }

    @Override
    public void pong(ByteBuffer data) {
        add("pong " + StandardCharsets.UTF_8.decode(data));
    }

    @Override
    public void drained() {
        add("drained");
    }

    @Override
    public void upgraded(String transport) {
        add("upgraded to " + transport);
    }

    @Override
    public void failed(Throwable failure) {
        add("failed: " + failure.getMessage());
    }

    @Override
    public void closed(CloseStatus status) {
        add("closed " + status.code() + " " + status.reason());
    }
}
