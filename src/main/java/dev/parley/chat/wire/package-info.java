/**
 * The words that two kinds of native clients expect of a chat: {@link dev.parley.chat.wire.MdnVocabulary} (names as
 * {@code type}) and {@link dev.parley.chat.wire.CodesVocabulary} (numbers as {@code code}). The chat knows neither.
 */
package dev.parley.chat.wire;
