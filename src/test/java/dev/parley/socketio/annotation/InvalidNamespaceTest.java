package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.socketio.Ack;
import dev.parley.socketio.DisconnectReason;
import dev.parley.socketio.Incoming;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.VirtualScheduler;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Every mistake is named when the class is read, with class, method and rule. */
@SuppressWarnings({"UnusedMethod", "ClassCanBeStatic"}) // that is what is wrong with them
class InvalidNamespaceTest {
    private static final String ALWAYS = "Socket, Namespace, SocketIoServer, Handshake, OpeningRequest, Principal,"
            + " Optional<Principal>, Clients<an interface> or a String with @PathParam";

    private static void refused(Class<?> type, String method, String rule) {
        InvalidNamespaceException refused =
                assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(type));
        assertEquals(type.getName() + (method.isEmpty() ? "" : "." + method) + ": " + rule, refused.getMessage());
    }

    @SocketNamespace
    static class UnknownOnConnect {
        @OnConnect
        void joined(String text) {}
    }

    @SocketNamespace
    static class ReasonTooEarly {
        @OnHandshake
        void check(DisconnectReason reason) {}
    }

    @SocketNamespace
    static class UnknownOnDisconnect {
        @OnDisconnect
        void left(DisconnectReason reason, Ack ack) {}
    }

    @SocketNamespace
    static class UnknownOnEvent {
        @OnEvent("x")
        void x(String text, InputStream stream) {}
    }

    @SocketNamespace
    static class UnknownInside {
        @OnEvent("x")
        void x(Map<String, List<Supplier<String>>> deep) {}
    }

    @SocketNamespace
    static class NoMessage {
        @OnEvent("x")
        void x(Incoming incoming) {}
    }

    @SocketNamespace
    static class Variable<T> {
        @OnEvent("x")
        void x(T anything) {}
    }

    @Test
    void a_parameter_that_can_be_given_nothing() {
        refused(UnknownOnConnect.class, "joined", "parameter 1 must be " + ALWAYS + ", was java.lang.String");
        refused(ReasonTooEarly.class, "check", "parameter 1 must be " + ALWAYS + ", was " + DisconnectReason.class.getName());
        refused(UnknownOnDisconnect.class, "left",
                "parameter 2 must be DisconnectReason, " + ALWAYS + ", was " + Ack.class.getName());
        String event = "must be something that JSON-B can read, Arguments, Ack, " + ALWAYS + ", was ";
        refused(UnknownOnEvent.class, "x", "parameter 2 " + event + "java.io.InputStream");
        refused(UnknownInside.class, "x", "parameter 1 " + event
                + "java.util.Map<java.lang.String, java.util.List<java.util.function.Supplier<java.lang.String>>>");
        refused(NoMessage.class, "x", "parameter 1 " + event + Incoming.class.getName());
        refused(Variable.class, "x", "parameter 1 " + event + "T");
    }

    @SocketNamespace
    static class TwoForOne {
        @OnEvent("say")
        void say() {}

        @OnEvent("say")
        void tell() {}
    }

    @SocketNamespace
    static class TwoConnects {
        @OnConnect
        void a() {}

        @OnConnect
        void b() {}
    }

    @SocketNamespace
    static class TwoForOneError {
        @OnError
        void a(IllegalStateException e) {}

        @OnError
        void b(IllegalStateException e) {}
    }

    @Test
    void two_methods_for_one_thing() {
        refused(TwoForOne.class, "tell", "'say' must have one method, had say as well");
        refused(TwoConnects.class, "b", "@OnConnect must have one method, had a as well");
        refused(TwoForOneError.class, "b", "java.lang.IllegalStateException must have one method, had a as well");
    }

    @SocketNamespace
    static class OneForTwo {
        @OnEvent("say")
        @OnConnect
        void say() {}
    }

    @Test
    void one_method_for_two_things() {
        refused(OneForTwo.class, "say", "a method must be there for one thing, was for [@OnConnect, @OnEvent]");
    }

    @SocketNamespace
    static class Reserved {
        @OnEvent("disconnect")
        void left() {}
    }

    @Test
    void a_reserved_event() {
        refused(Reserved.class, "left", "event must not be reserved, was 'disconnect'");
    }

    @SocketNamespace
    static class TwoAnswers {
        @OnEvent("x")
        String x(Ack ack) {
            return "";
        }
    }

    @SocketNamespace
    static class AnswerToNobody {
        @OnConnect
        String joined() {
            return "";
        }
    }

    @SocketNamespace
    static class AnswerToAHandshake {
        @OnHandshake
        boolean check() {
            return false;
        }
    }

    @SocketNamespace
    static class LateProblem {
        @OnError
        CompletionStage<String> failed(IllegalStateException e) {
            return null;
        }
    }

    @Test
    void an_answer_that_nobody_can_send() {
        refused(TwoAnswers.class, "x", "a method with @OnEvent must return nothing if it answers by an Ack,"
                + " for there is one acknowledgement, returned java.lang.String");
        refused(AnswerToNobody.class, "joined",
                "a method with @OnConnect must return nothing, returned java.lang.String");
        refused(AnswerToAHandshake.class, "check",
                "a method with @OnHandshake must return nothing or a CompletionStage, returned boolean");
        refused(LateProblem.class, "failed", "a method with @OnError must return its answer at once,"
                + " returned java.util.concurrent.CompletionStage<java.lang.String>");
    }

    @SocketNamespace
    static class NoError {
        @OnError
        void failed() {}
    }

    @SocketNamespace
    static class TwoErrors {
        @OnError
        void failed(IllegalStateException e, RuntimeException f) {}
    }

    @Test
    void an_error_handler_without_an_error() {
        refused(NoError.class, "failed", "a method with @OnError must have the exception as a parameter, had none");
        refused(TwoErrors.class, "failed", "parameter 2 must be the only exception, was a second");
    }

    @SocketNamespace
    static class Hidden {
        @OnEvent("x")
        private void x() {}
    }

    @SocketNamespace
    static class Static {
        @OnConnect
        static void x() {}
    }

    @Test
    void a_method_that_a_bean_could_not_have() {
        refused(Hidden.class, "x", "a method with @OnEvent must not be private or static");
        refused(Static.class, "x", "a method with @OnConnect must not be private or static");
    }

    @SocketNamespace("/orders/{tenant}")
    static class NoSuchVariable {
        @OnConnect
        void x(@PathParam("client") String client) {}
    }

    @SocketNamespace("/orders/{tenant}")
    static class NumberVariable {
        @OnConnect
        void x(@PathParam("tenant") int tenant) {}
    }

    @SocketNamespace("/orders/{tenant}")
    static class ForeignVariable {
        @OnEvent("x")
        void x(@jakarta.websocket.server.PathParam("tenant") String tenant) {}
    }

    @Test
    void a_variable_that_is_none() {
        refused(NoSuchVariable.class, "x",
                "parameter 1 must name a variable of '/orders/{tenant}', was @PathParam(\"client\")");
        refused(NumberVariable.class, "x", "parameter 1 must be a String as it has @PathParam, was int");
        refused(ForeignVariable.class, "x", "parameter 1 must have dev.parley.socketio.annotation.PathParam,"
                + " had jakarta.websocket.server.PathParam");
    }

    @SocketNamespace("chat")
    static class NoSlash {}

    @SocketNamespace("/a,b")
    static class Comma {}

    @SocketNamespace("/a{b}")
    static class NoTemplate {}

    @Test
    void a_name_that_is_none() {
        refused(NoSlash.class, "", "a namespace must start with '/' and have no ',' and no '?', was 'chat'");
        refused(Comma.class, "", "a namespace must start with '/' and have no ',' and no '?', was '/a,b'");
        SocketIoServer io =
                new SocketIoServer(SocketIoOptions.defaults(), new VirtualScheduler(), InMemoryAdapter::new);
        AnnotatedNamespace noTemplate = AnnotatedNamespace.of(NoTemplate.class);
        assertEquals(
                NoTemplate.class.getName()
                        + ": a variable must be a whole part between slashes with a name of its own, was '/a{b}'",
                assertThrows(InvalidNamespaceException.class, () -> noTemplate.install(io, new NoTemplate()))
                        .getMessage());
    }

    static class Bare {}

    @SocketNamespace
    abstract static class Abstract {}

    @SocketNamespace
    interface Interface {}

    @SocketNamespace
    class Inner {}

    @Test
    void a_class_that_cannot_be_one() {
        refused(Bare.class, "", "a namespace must have @SocketNamespace");
        refused(Abstract.class, "", "a namespace must be a class of which an object can be made");
        refused(Interface.class, "", "a namespace must be a class of which an object can be made");
        refused(Inner.class, "", "a namespace must be a class of which an object can be made");
    }
}
