package dev.parley.socketio.annotation;

import jakarta.enterprise.inject.Stereotype;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class that is a namespace. The container finds it, makes one object of it and keeps it: by CDI where there is CDI (the
 * annotation makes a bean of the class, of scope {@code @Dependent} unless it says otherwise), else by its constructor without
 * parameters.
 *
 * <pre>{@code
 * @SocketNamespace("/chat")
 * public class ChatNamespace {
 *     @OnConnect
 *     void joined(Socket socket) {
 *         socket.join("lobby");
 *     }
 *
 *     @OnEvent("say")
 *     Receipt say(Socket socket, Say say) {
 *         socket.to("lobby").emit("said", say.text());
 *         return new Receipt(1); // the acknowledgement
 *     }
 * }
 * }</pre>
 *
 * <p>Its methods are those with {@link OnHandshake}, {@link OnConnect}, {@link OnEvent}, {@link OnDisconnect} and {@link
 * OnError}, inherited ones too; they may have any access but private. For one socket they run one after another, in the order
 * in which things happened; for different sockets at the same time, so what they share must be safe for that.
 *
 * <p>Their parameters are given by type: {@code Socket}, {@code Namespace}, {@code SocketIoServer}, {@code Handshake}, {@code
 * OpeningRequest}, {@code Principal} (null if nobody has signed in; or {@code Optional<Principal>}), {@link Clients}, and variables of
 * the name by {@link PathParam}. Each annotation tells what there is besides.
 *
 * <p>{@code @RolesAllowed} or {@code @DenyAll} on the class decides who may come in: others are refused with the message {@code
 * forbidden} and the data {@code {"code": "FORBIDDEN"}}. On an {@link OnEvent} method they decide who may send that event.
 *
 * @see AnnotatedNamespace
 */
@Documented
@Stereotype
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SocketNamespace {

    /**
     * Its name with the leading slash, such as {@code /chat}; the root unless given. A name with variables, such as {@code
     * /orders/{tenant}}, stands for all namespaces that fit it; each is made when somebody asks for it.
     */
    String value() default "/";
}
