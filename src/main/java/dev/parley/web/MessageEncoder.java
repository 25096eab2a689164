package dev.parley.web;

import dev.parley.connection.Message;
import jakarta.websocket.Encoder;

/** Hands a text message to the container. The text was made before, once for all that receive it. */
public class MessageEncoder implements Encoder.Text<Message.Text> {

    @Override
    public String encode(Message.Text message) {
        return message.text();
    }
}
