/**
 * The public API: what Node's {@code socket.io} package is to its applications.
 *
 * <p>Start with {@link dev.parley.socketio.SocketIoServer}, then {@link dev.parley.socketio.Namespace} and
 * {@link dev.parley.socketio.Socket}. Everything here deals in events (a name and {@link
 * dev.parley.socketio.Arguments}); how they travel is the business of a {@link dev.parley.socketio.Wire}, how they reach
 * the members of a room that of an {@link dev.parley.socketio.Adapter}.
 *
 * <p>Events of one socket are handled in the order they arrived and never overlap; different sockets run in parallel.
 * Nothing user-written is called with a lock held.
 */
package dev.parley.socketio;
