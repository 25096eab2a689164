package dev.parley.web;

import dev.parley.wire.Frame;
import jakarta.websocket.Decoder;

/**
 * Reads a text message of a native client. It never fails: containers disagree on what happens then (one drops the
 * message, one closes, one delivers the raw text), so bad input is a {@link Frame}, too.
 */
public class FrameDecoder implements Decoder.Text<Frame> {

    @Override
    public Frame decode(String text) {
        return Frame.of(text);
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }
}
