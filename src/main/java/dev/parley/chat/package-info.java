/**
 * The chat, written on the public API alone, as any application would write its own.
 *
 * <p>Start with {@link dev.parley.chat.Chat}, then {@link dev.parley.chat.ChatNamespace}, which holds the listeners of
 * one namespace; {@link dev.parley.chat.Roster} is its memory. The events carry
 * the names of Socket.IO's own chat example ({@code add user}, {@code new message}, {@code user joined} …) and more; the
 * words of other clients are in {@code chat.wire}.
 */
package dev.parley.chat;
