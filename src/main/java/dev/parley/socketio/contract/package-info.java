/**
 * What a server has told of its events, for those who write clients: types for TypeScript, and an AsyncAPI document.
 *
 * <p>Start with {@link dev.parley.socketio.contract.Contract}. {@code Shapes} finds out what JSON-B makes of a Java type; {@code
 * TypeScript} and {@code AsyncApi} write it down.
 */
package dev.parley.socketio.contract;
