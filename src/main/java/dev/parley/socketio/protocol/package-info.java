/**
 * JSON as text and as values, as pure functions: no sockets, no time, no threads.
 *
 * <p>Start with {@link dev.parley.socketio.protocol.JsonText}. The packets and codecs of the Socket.IO protocol belong
 * here as well.
 */
package dev.parley.socketio.protocol;
