/**
 * The WebSocket protocol, RFC 6455, and the compression of its messages, RFC 7692: bytes become parts of messages, messages
 * become frames. Knows no container and no thread.
 *
 * <p>Start with {@link dev.parley.websocket.FrameReader} and {@link dev.parley.websocket.ServerFrames}; {@link
 * dev.parley.websocket.DeflateAgreement} is what a handshake makes of a client's offers, {@link
 * dev.parley.websocket.PerMessageDeflate} what a connection makes of that.
 */
package dev.parley.websocket;
