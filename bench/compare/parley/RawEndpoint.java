import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;

/** The container's endpoint and nothing else: what is beneath, and does less. */
@ServerEndpoint("/raw")
public class RawEndpoint {
    @OnMessage
    public void text(Session session, String text) throws IOException {
        session.getBasicRemote().sendText(text);
    }
}
