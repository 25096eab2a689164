package dev.parley.socketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Called for each client that wants to come in, before anybody hears of it: the place to look at {@code
 * handshake.auth()} and to keep in {@code socket.data()} who it is. Throws {@code ConnectRefused} to keep it out. Returns
 * nothing, or a {@code CompletionStage} if the answer takes time: the client waits until it is complete, whatever its value.
 *
 * <p>Parameters: those of {@link SocketNamespace}. One method of a class. Who is not allowed to come in by
 * {@code @RolesAllowed} is refused before.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnHandshake {}
