package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** One user in a namespace of the chat on every wire at once, until somebody ends that. */
final class Everywhere implements AutoCloseable {
    private final String namespace;
    private final RawClient nativeClient;
    private final RawClient webSocket;
    private final URI polls;
    private final SseClient stream;

    /** @param bearer the value of the header {@code Authorization} */
    Everywhere(URI base, String namespace, String bearer) throws IOException, InterruptedException {
        this.namespace = "/" + namespace;
        String header = "Authorization: " + bearer;
        String login = "42" + this.namespace + ",1[\"add user\",{\"username\":\"Whoever\"}]";
        nativeClient = new RawClient(Deployed.webSocket(base, "ws/" + namespace), header);
        nativeClient.sendText("{'type':'username','name':'Whoever','ack':1}");
        await(nativeClient, "\"ack\":1");
        webSocket = new RawClient(Deployed.webSocket(base, "socket.io/?EIO=4&transport=websocket"), header);
        webSocket.sendText("40" + this.namespace + ",");
        await(webSocket, "40" + this.namespace);
        webSocket.sendText(login);
        await(webSocket, "43" + this.namespace + ",1");
        URI polling = base.resolve("socket.io/?EIO=4&transport=polling");
        polls = URI.create(polling + "&sid=" + EngineHttp.sid(EngineHttp.get(polling, header)));
        EngineHttp.post(polls, "40" + this.namespace + ",");
        poll("40" + this.namespace);
        EngineHttp.post(polls, login);
        poll("43" + this.namespace + ",1");
        stream = SseClient.connect(base.resolve("sse/" + namespace), "Authorization", bearer);
        assertEquals(200, stream.post("{'type':'username','name':'Whoever','ack':1}").statusCode());
    }

    private static void await(RawClient client, String part) throws IOException {
        String heard = client.read(RawClient.TEXT).text();
        while (!heard.contains(part)) {
            heard = client.read(RawClient.TEXT).text();
        }
    }

    private String poll(String part) throws IOException {
        StringBuilder heard = new StringBuilder();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (heard.indexOf(part) < 0) {
            assertTrue(System.nanoTime() < deadline, () -> "heard " + heard + ", and not " + part);
            String frames = EngineHttp.get(polls).text();
            heard.append(frames);
            if (frames.equals("2")) {
                EngineHttp.post(polls, "3");
            }
        }
        return heard.toString();
    }

    /**
     * Waits until it is over on all wires, each of which says why.
     *
     * @param since by {@link System#nanoTime}, when somebody has ended it
     */
    void awaitEnd(int code, String reason, long since) throws IOException, InterruptedException {
        RawClient.Frame close = nativeClient.read(RawClient.CLOSE);
        assertEquals(code, close.closeCode());
        assertTrue(close.text().endsWith(reason), close.text());
        String told = "\"sent away\",{\"code\":" + code + ",\"reason\":\"" + reason + "\"";
        await(webSocket, told);
        await(webSocket, "41" + namespace);
        assertTrue(poll("41" + namespace).contains(told), "who polls hears why");
        stream.await("'type':'close','code':" + code + ",'reason':'" + reason + "'");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        assertTrue(millis < 1_000, "it took " + millis + " ms");
    }

    @Override
    public void close() throws IOException {
        nativeClient.close();
        webSocket.close();
        stream.close();
    }
}
