import com.corundumstudio.socketio.AckRequest;
import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;

/** netty-socketio; argument: the port. */
public final class NettyPeer {
    private NettyPeer() {}

    public static void main(String[] arguments) {
        Configuration configuration = new Configuration();
        configuration.setPort(Integer.parseInt(arguments[0]));
        configuration.setUseLinuxNativeEpoll(true);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener("echo", String.class, (client, text, ack) -> client.sendEvent("echo", text));
        server.addEventListener("ack", String.class, (client, text, ack) -> answer(ack, text));
        server.addEventListener(
                "say", String.class, (client, text, ack) -> server.getBroadcastOperations().sendEvent("said", text));
        server.addEventListener("enter", String.class, (client, room, ack) -> client.joinRoom(room));
        server.addEventListener("leave", String.class, (client, room, ack) -> client.leaveRoom(room));
        server.addMultiTypeEventListener(
                "tell",
                (client, values, ack) -> {
                    String room = values.first(); // else javac takes it for an array of rooms
                    server.getRoomOperations(room).sendEvent("told", (String) values.get(1));
                },
                String.class,
                String.class);
        server.start();
    }

    private static void answer(AckRequest ack, String text) {
        ack.sendAckData(text);
    }
}
