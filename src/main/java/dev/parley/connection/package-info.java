/**
 * What every wire stands on: one connection to one peer, whatever carries it.
 *
 * <p>Start with {@link dev.parley.connection.Connection}, what an application sees of it, and {@link
 * dev.parley.connection.WebSocketConnection}: it joins the {@link dev.parley.connection.Outbox} (all that
 * leaves, one send in flight), the {@link dev.parley.connection.Mailbox} (all that happens, one thing at a time) and
 * the heartbeat. {@link dev.parley.connection.Connections} knows all of them and looks at each once a tick. A container
 * technology comes in as a {@link dev.parley.connection.Transport}; a protocol as a
 * {@link dev.parley.connection.Receiver}. Nothing here knows events, rooms, JSON or servlets.
 */
package dev.parley.connection;
