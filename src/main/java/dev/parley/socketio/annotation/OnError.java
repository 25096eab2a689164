package dev.parley.socketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers for methods of the class that fail with an exception of its parameter's type; the most special type is asked. What
 * it returns is told to the client, in the acknowledgement as {@code {"error": …}} if it asked for one, else as the event
 * {@code error}; null, and a {@code void} method, tell it nothing. It is not asked for what {@link OnHandshake}, {@link
 * OnConnect} and {@link OnDisconnect} throw: there nobody waits for an answer of this kind.
 *
 * <p>Parameters: those of {@link SocketNamespace}, and the exception, which there must be. Exceptions are given to it as they
 * were thrown, checked ones too.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnError {}
