/**
 * Engine.IO sessions: a connection that may begin as long polling and go on as a WebSocket, with a heartbeat of its own.
 *
 * <p>Start with {@link dev.parley.engineio.EngineServer}, which judges requests and opens a {@link
 * dev.parley.engineio.Session} for those that may come in: messages in, messages out. Its GETs and POSTs go to {@link
 * dev.parley.engineio.PollingSession}, which is for whoever speaks HTTP. What carries a session at the moment is a {@link
 * dev.parley.engineio.Carrier}: polls, or a {@link dev.parley.connection.WebSocketConnection}. Nothing here knows of servlets; who
 * speaks HTTP hands a {@link dev.parley.engineio.Poll} over and answers when told. Usable alone: an application that wants
 * messages and nothing of Socket.IO implements {@link dev.parley.engineio.SessionListener}.
 */
package dev.parley.engineio;
