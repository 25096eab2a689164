/**
 * The Engine.IO wire format, revisions 3 and 4, as pure functions.
 *
 * <p>Start with {@link dev.parley.engineio.protocol.EnginePacket}, then {@link
 * dev.parley.engineio.protocol.FrameCodec} (one packet in one WebSocket message) and {@link
 * dev.parley.engineio.protocol.PayloadCodec} (many packets in one poll). Nothing here knows about HTTP, sessions or time:
 * text or bytes in, packets out, or a {@link dev.parley.engineio.protocol.MalformedPayloadException}. Revision 3 counts
 * the characters of a text as UTF-16 code units.
 */
package dev.parley.engineio.protocol;
