package dev.parley.browser;

import dev.parley.it.JsonClient;
import java.net.URI;

/** Says what MDN's chat example says, member for member, on a WebSocket of the JDK's. */
final class MdnGuest implements Guest {
    private final JsonClient client;
    private final String id;

    MdnGuest(URI address, String name) throws InterruptedException {
        client = JsonClient.connect(address, with -> with.subprotocols("json"));
        id = client.await("'type':'id'").replaceAll(".*'id':'([^']+)'.*", "$1");
        client.send("{'name':'" + name + "','date':1700000000000,'id':'" + id + "','type':'username'}");
        seesComing(name);
    }

    @Override
    public void say(String text) {
        client.send("{'text':'" + text + "','type':'message','id':'" + id + "','date':1700000000000}");
    }

    @Override
    public void hears(String name, String text) throws InterruptedException {
        client.await("'name':'" + name + "','text':'" + text + "'");
    }

    @Override
    public void seesComing(String name) throws InterruptedException {
        awaitList(name, true);
    }

    @Override
    public void seesLeaving(String name) throws InterruptedException {
        awaitList(name, false);
    }

    private void awaitList(String name, boolean isThere) throws InterruptedException {
        while (client.await("'userlist'").contains("'" + name + "'") != isThere) {
            // not yet
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
