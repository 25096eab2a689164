/**
 * The chat's memory: {@link dev.parley.chat.store.Archive} is what the chat asks, {@link dev.parley.chat.store.ChatStore} the
 * database behind it.
 */
package dev.parley.chat.store;
