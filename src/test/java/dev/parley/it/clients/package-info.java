/**
 * The Java client of Socket.IO, in two versions whose classes have the same names.
 *
 * <p>Start with {@link ClientKind}: it opens a {@link JavaClient}, whose {@link JavaSocket}s remember what they hear until a
 * test asks for it. What touches the library is in {@code adapter}: compiled once, against the new version, and loaded once
 * with each. All values are plain: null, booleans, numbers, strings, lists, maps, and {@link java.nio.ByteBuffer} for bytes.
 */
package dev.parley.it.clients;
