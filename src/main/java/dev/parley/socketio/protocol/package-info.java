/**
 * The Socket.IO wire format, protocols 4 and 5, as pure functions: no sockets, no time, no threads.
 *
 * <p>Start with {@link dev.parley.socketio.protocol.Packet}, then {@link
 * dev.parley.socketio.protocol.TextPacketReader} and {@link dev.parley.socketio.protocol.TextPacketWriter}; {@link
 * dev.parley.socketio.protocol.MessagePackReader} and its writer are for the other parser. Arguments are an {@link
 * dev.parley.socketio.protocol.ArgumentList}: text until somebody asks for values. {@link
 * dev.parley.socketio.protocol.JsonText} is JSON as text and as values.
 */
package dev.parley.socketio.protocol;
