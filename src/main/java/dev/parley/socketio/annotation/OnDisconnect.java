package dev.parley.socketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called once for each socket that has left; its rooms can still be read then. Returns nothing.
 *
 * <p>Parameters: those of {@link SocketNamespace}, and {@code DisconnectReason}. One method of a class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnDisconnect {}
