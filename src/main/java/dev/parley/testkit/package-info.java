/**
 * What unit tests of an application need: a whole server in memory, clients of it, and a clock that the test moves. No port,
 * no container, no test framework.
 *
 * <p>Start with {@link dev.parley.testkit.TestServer}, then {@link dev.parley.testkit.TestClient}. Everything between the
 * two is the real thing: what a client sends is written as Socket.IO packets, carried in messages as a WebSocket would carry
 * them, and read by the same engine that reads those of browsers; and back. Unless the application itself changes threads,
 * everything has happened when a call returns.
 */
package dev.parley.testkit;
