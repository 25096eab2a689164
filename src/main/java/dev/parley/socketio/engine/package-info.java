/**
 * Socket.IO's own clients: one Engine.IO session that carries sockets in many namespaces.
 *
 * <p>Start with {@link dev.parley.socketio.engine.SocketIoClients}, the application of an {@link
 * dev.parley.engineio.EngineServer}. Each session gets a {@link dev.parley.socketio.engine.Client}, which reads packets and
 * passes events on to its sockets; a {@link dev.parley.socketio.engine.ClientWire} writes what leaves, once for all clients
 * of a revision.
 */
package dev.parley.socketio.engine;
