/** Who is in which room: {@link dev.parley.socketio.adapter.InMemoryAdapter} for one node. */
package dev.parley.socketio.adapter;
