/**
 * The annotated style: a class is a namespace, its methods are what happens there.
 *
 * <p>Start with {@link dev.parley.socketio.annotation.SocketNamespace}. It is read once, by {@link
 * dev.parley.socketio.annotation.AnnotatedNamespace}, and turned into the calls of {@link dev.parley.socketio.SocketGroup} that
 * somebody would write by hand; nothing can be done here that cannot be done there. What is wrong with a class is said when it
 * is read, and not when the first client comes.
 */
package dev.parley.socketio.annotation;
