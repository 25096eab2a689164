package dev.parley.socketio.contract;

import dev.parley.socketio.Arguments;
import dev.parley.socketio.Event;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.socketio.annotation.AnnotatedNamespace;
import dev.parley.socketio.annotation.Clients;
import dev.parley.socketio.annotation.EventName;
import dev.parley.socketio.annotation.OnEvent;
import dev.parley.socketio.annotation.SocketNamespace;
import dev.parley.testkit.VirtualScheduler;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTransient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A chat with events of every kind; {@code src/test/js/contract/use.ts} talks to it. */
public final class ChatFixture {
    private ChatFixture() {}

    public enum Mood {
        GOOD,
        BAD
    }

    public record Say(String room, String text) {}

    public record Said(String from, String text, Optional<Instant> at, List<String> tags, Mood mood) {}

    public record Receipt(@JsonbProperty("id") long number, @JsonbTransient String secret) {}

    public record Page<T>(List<T> items, Page<T> next, Map<String, byte[]> files) {}

    /** A class of the old kind. */
    public static class Status {
        public int count;

        public boolean isBusy() {
            return true;
        }

        public String getText() {
            return "";
        }
    }

    public interface ChatClient {
        void said(Said said);

        @EventName("user left")
        void left(String name, int remaining);

        CompletionStage<Said> prompt(String question);
    }

    @SocketNamespace("/chat")
    public static class Chat {
        @OnEvent("say")
        Receipt say(Socket socket, Clients<ChatClient> clients, Say say) {
            return null;
        }

        @OnEvent("page")
        CompletionStage<Page<Said>> page(int number) {
            return null;
        }

        @OnEvent("typing")
        void typing() {}

        @OnEvent("upload")
        void upload(byte[] file, List<Say> captions, Optional<String> name) {}
    }

    @SocketNamespace("/orders/{tenant}")
    public static class Orders {
        @OnEvent("status")
        Status status() {
            return null;
        }
    }

    public static SocketIoServer server() {
        SocketIoServer io =
                new SocketIoServer(SocketIoOptions.defaults(), new VirtualScheduler(), InMemoryAdapter::new);
        AnnotatedNamespace.of(Chat.class).install(io, new Chat());
        AnnotatedNamespace.of(Orders.class).install(io, new Orders());
        io.of("/chat").on("anything", (socket, arguments, ack) -> {});
        io.root().on(Event.of("hello", String.class), (socket, text) -> {});
        io.root().on(Request.ofList("list", Void.class, Say.class), (socket, nothing) -> List.of());
        io.root().describeSent(Event.of("raw", Arguments.class));
        io.of("/empty");
        return io;
    }
}
