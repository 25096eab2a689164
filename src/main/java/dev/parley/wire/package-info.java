/**
 * The native wire: events as JSON objects, for clients that have a WebSocket or HTTP alone, and no library ({@code
 * docs/native-protocol.md}).
 *
 * <p>Start with {@link dev.parley.wire.NativePeer}, which stands between one connection and its socket. A {@link
 * dev.parley.wire.Vocabulary} decides on the words, a {@link dev.parley.wire.NativeWire} writes them down, a {@link
 * dev.parley.wire.Frame} is what has been read. Clients without a WebSocket hear by server-sent events and speak by POSTs:
 * {@link dev.parley.wire.SseServer} has their sessions.
 */
package dev.parley.wire;
