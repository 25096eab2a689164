package dev.parley.socketio.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a {@code String} parameter what a variable of the namespace's name stands for: of {@code /orders/{tenant}} the
 * {@code tenant}. As in Jakarta WebSocket and JAX-RS, whose annotations of the same name are refused here.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface PathParam {

    /** The name of the variable, without braces. */
    String value();
}
