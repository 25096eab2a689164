package dev.parley.guide;

import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.annotation.AnnotatedNamespace;
import dev.parley.socketio.annotation.Clients;
import dev.parley.socketio.annotation.EventName;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.concurrent.CompletionStage;

@SuppressWarnings("SameNameButDifferent") // each block of the guide stands for itself
class Annotated {
    public record Say(String room, String text) {}
    public record Receipt(long id) {}

    public record Said(String text) {}

    public record Prompt(String text) {}

    public interface ChatClient {
        void said(Said said);                             // the event "said", one argument
        @EventName("user left") void left(String name, int remaining);
        CompletionStage<Receipt> prompt(Prompt prompt);   // asks for an acknowledgement
    }

    @SocketNamespace("/talk")
    static class Talk {
        @OnEvent("say")
        void say(Socket socket, Clients<ChatClient> clients, Say say) {
            clients.to(say.room()).said(new Said(say.text()));
            clients.to(socket).prompt(new Prompt("more?")).thenAccept(this::seen);
        }

        private void seen(Receipt receipt) {}
    }

    static class Valids {
        public record Say(@NotBlank String room, @Size(max = 4000) String text) {}

        @OnEvent("say")
        Receipt say(Socket socket, @Valid Say say) {
            return new Receipt(1);
        }
    }

    void test(SocketIoServer io) {
        AnnotatedNamespace.of(ChatNamespace.class).install(io, new ChatNamespace());
    }
}
