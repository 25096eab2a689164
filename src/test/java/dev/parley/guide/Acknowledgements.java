package dev.parley.guide;

import static java.time.Duration.ofSeconds;

import dev.parley.socketio.AckTimeoutException;
import dev.parley.socketio.Namespace;
import dev.parley.socketio.Request;
import dev.parley.socketio.Socket;

@SuppressWarnings("FutureReturnValueIgnored")
class Acknowledgements {
    public record Prompt(String text) {}

    public record Choice(String answer) {}

    static final Request<Prompt, Choice> PROMPT = Request.of("prompt", Prompt.class, Choice.class);

    void answer(Socket socket) {
        socket.on("add", (arguments, ack) -> {
            int sum = arguments.as(0, Integer.class) + arguments.as(1, Integer.class);
            ack.send(sum);
        });
    }

    void ask(Socket socket) {
        socket.timeout(ofSeconds(5))
                .emitWithAck(PROMPT, new Prompt("ready?"))
                .thenAccept(choice -> socket.emit("chosen", choice.answer()));
    }

    void askAll(Namespace chat) {
        chat.to("players").timeout(ofSeconds(5)).emitWithAck("ready?").whenComplete((answers, failure) -> {
            if (failure instanceof AckTimeoutException late) {
                chat.emit("not ready", late.missing(), late.answers().size());
            } else {
                chat.emit("start", answers.size());
            }
        });
    }
}
