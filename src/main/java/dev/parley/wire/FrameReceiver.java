package dev.parley.wire;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.QueuedConnection;
import dev.parley.connection.RateLimit;
import dev.parley.socketio.Ack;
import dev.parley.socketio.Arguments;
import dev.parley.socketio.EventRefused;
import dev.parley.socketio.Socket;
import dev.parley.socketio.Throttle;
import dev.parley.socketio.User;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What the messages of one native client do to its socket. Confined to the connection's mailbox. */
final class FrameReceiver {
    private static final int LONG = 16_384; // bytes
    private static final int MAX_ACK_CHARACTERS = 64;
    private static final long MAX_ACK_NUMBER = 1L << 53;

    private final QueuedConnection connection;
    private final Socket socket;
    private final NativeWire wire;
    private final Function<String, Frame> decoder;
    private final Throttle throttle;

    FrameReceiver(
            QueuedConnection connection,
            Socket socket,
            NativeWire wire,
            Function<String, Frame> decoder,
            Throttle throttle) {
        this.connection = connection;
        this.socket = socket;
        this.wire = wire;
        this.decoder = decoder;
        this.throttle = throttle;
    }

    void received(Message message, Reply reply) {
        RateLimit.Verdict verdict = throttle.take(message.size(), socket.link());
        if (verdict == RateLimit.Verdict.HOPELESS) {
            reply.refuse(throttle.refusal());
            socket.close(CloseStatus.RATE_LIMIT);
        } else if (verdict == RateLimit.Verdict.REFUSED) {
            if (!reply.refuse(throttle.refusal())) {
                // a long one is not worth reading just to learn whether it asks for an answer
                boolean isRead = message instanceof Message.Text && message.size() <= LONG;
                refuseForRate(isRead ? decoder.apply(((Message.Text) message).text()) : null);
            }
        } else if (message instanceof Message.Text text) {
            received(text, reply);
        } else {
            refuse("BINARY_UNEXPECTED", null, "a message must be text in UTF-8, was binary", reply);
        }
    }

    private void received(Message.Text text, Reply reply) {
        Frame frame = decoder.apply(text.text());
        if (frame instanceof Frame.Whole whole) {
            received(whole.object(), reply);
        } else if (frame instanceof Frame.Broken broken) {
            refuse(broken.refusal(), new Answer(null, reply));
        }
    }

    private void received(JsonObject frame, Reply reply) {
        JsonValue ackId = frame.get(GenericVocabulary.ACK);
        if (ackId != null && !isAckId(ackId)) {
            refuse(
                    "FIELD_TYPE",
                    GenericVocabulary.ACK,
                    "ack must be a whole number from 0 to 2^53-1 or a string of 1 to " + MAX_ACK_CHARACTERS
                            + " characters",
                    reply);
            return;
        }
        if (isAnswer(frame)) {
            if (ackId instanceof JsonNumber number) {
                socket.link().acknowledged(number.longValue(), GenericVocabulary.arguments(frame));
            }
            reply.handled(false);
            return;
        }
        Ack ack = ackId == null && reply == Reply.NONE ? Ack.NOT_WANTED : new Answer(ackId, reply);
        try {
            Inbound inbound = words(frame).read(frame);
            socket.link().receive(inbound.event(), inbound.arguments(), ack);
        } catch (EventRefused refusal) {
            refuse(refusal, ack);
        }
        reply.handled(ackId != null);
    }

    /** How a client shows who it is, is the same in all dialects. */
    private Vocabulary words(JsonObject frame) {
        return Introduction.isIntroduction(frame) && socket.handshake().principal().orElse(null) instanceof User
                ? NativeWire.GENERIC
                : wire.vocabulary();
    }

    /** Says so once a second, however many come, but answers everybody who asked for an answer. */
    private void refuseForRate(Frame frame) {
        JsonValue ackId = frame instanceof Frame.Whole whole
                ? whole.object().get(GenericVocabulary.ACK)
                : null;
        boolean asked = ackId != null && isAckId(ackId);
        if (throttle.isDue() || asked) {
            socket.link().refuse(throttle.refusal(), asked ? new Answer(ackId, Reply.NONE) : Ack.NOT_WANTED);
        }
    }

    private void refuse(String code, String field, String message, Reply reply) {
        refuse(new EventRefused(code, field, message), new Answer(null, reply));
    }

    /** No listener is told: says so where the message is answered, or else as an acknowledgement or an event. */
    void refuse(EventRefused refusal, Ack ack) {
        if (!(ack instanceof Answer answer && answer.reply.refuse(refusal))) {
            socket.link().refuse(refusal, ack);
        }
    }

    private static boolean isAnswer(JsonObject frame) {
        return frame.get(GenericVocabulary.TYPE) instanceof JsonString type
                && type.getString().equals(GenericVocabulary.ACK);
    }

    private static boolean isAckId(JsonValue value) {
        if (value instanceof JsonString string) {
            return !string.getString().isEmpty() && string.getString().length() <= MAX_ACK_CHARACTERS;
        }
        return value instanceof JsonNumber number
                && number.isIntegral()
                && number.doubleValue() >= 0
                && number.doubleValue() < MAX_ACK_NUMBER;
    }

    /** Answers once. */
    private final class Answer implements Ack {
        private final JsonValue id; // null when none is wanted
        private final Reply reply;
        private final AtomicBoolean sent = new AtomicBoolean();

        Answer(JsonValue id, Reply reply) {
            this.id = id;
            this.reply = reply;
        }

        @Override
        public boolean isWanted() {
            return id != null;
        }

        @Override
        public void send(Arguments answer) {
            if (id != null && sent.compareAndSet(false, true)) {
                Message frame = wire.encodeAnswer(id, answer);
                if (!reply.acknowledge(frame)) {
                    connection.send(List.of(frame), false);
                }
            }
        }
    }
}
