package dev.parley.guide;

import dev.parley.socketio.Event;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

@SuppressWarnings({"ArrayRecordComponent", "UnusedVariable"})
class TypedEvents {
    public record Say(String room, String text) {}

    public record Said(long id, String from, String text) {}

    public record Receipt(long id) {}

    public record Upload(String name, byte[] content) {}

    static final Event<Said> SAID = Event.of("said", Said.class);
    static final Event<Upload> UPLOAD = Event.of("upload", Upload.class);
    static final Request<Say, Receipt> SAY = Request.of("say", Say.class, Receipt.class);

    void install(Namespace chat) {
        chat.on(SAY, (socket, say) -> {
            Said said = append(socket, say);
            chat.to(say.room()).emit(SAID, said);
            return new Receipt(said.id());
        });
        chat.on(UPLOAD, (socket, upload) -> store(upload.name(), upload.content()));
    }

    void installSlowly(Namespace chat) {
        chat.onAsync(SAY, (socket, say) -> appendLater(socket, say).thenApply(said -> new Receipt(said.id())));
    }

    void untyped(Namespace chat, Socket socket) {
        chat.on("say", (sender, arguments, ack) -> {
            String text = arguments.string(0);
            Say say = arguments.as(1, Say.class);
            ack.send("ok", text.length(), say.room());
        });
        socket.emit("news", "text", 42, new Said(1, "Anna", "hi"), List.of(1, 2), Map.of("bytes", new byte[] {1, 2}));
    }

    private Said append(Socket socket, Say say) {
        return new Said(1, socket.publicId(), say.text());
    }

    private CompletionStage<Said> appendLater(Socket socket, Say say) {
        return CompletableFuture.completedFuture(append(socket, say));
    }

    private void store(String name, byte[] content) {}
}
