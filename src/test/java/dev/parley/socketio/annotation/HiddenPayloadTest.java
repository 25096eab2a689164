package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Payloads of classes that JSON-B is not allowed to see are named when the namespace is read. */
class HiddenPayloadTest {
    record HiddenRecord(String text) {}

    static class HiddenBean {
        public String text;

        public HiddenBean() {}
    }

    enum HiddenEnum {
        ONE
    }

    public record Around(List<HiddenRecord[]> inside) {}

    public record Fine(HiddenEnum one) {}

    public static class WithoutConstructor {
        WithoutConstructor() {}
    }

    public static class WithProtectedConstructor {
        protected WithProtectedConstructor() {}
    }

    @SocketNamespace
    static class ReadsRecord {
        @OnEvent("x")
        void x(String text, Optional<Around> around) {}
    }

    @SocketNamespace
    static class ReadsBean {
        @OnEvent("x")
        void x(List<? extends HiddenBean> beans) {}
    }

    @SocketNamespace
    static class ReadsWithoutConstructor {
        @OnEvent("x")
        void x(WithoutConstructor bean) {}
    }

    public interface Clerk {
        CompletionStage<HiddenRecord> ask();
    }

    @SocketNamespace
    static class Asks {
        @OnEvent("x")
        void x(Clients<Clerk> clients) {}
    }

    @SocketNamespace
    static class Answers {
        @OnEvent("x")
        HiddenRecord x(Fine fine, WithProtectedConstructor bean) {
            return new HiddenRecord("what is only written may be hidden");
        }
    }

    private static String refusal(Class<?> type) {
        return assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(type)).getMessage();
    }

    private static String hidden(Class<?> where, String method, String kind, Type type) {
        return where.getName() + "." + method + ": a " + kind + " that JSON-B reads must be public, was " + type.getTypeName();
    }

    @Test
    void what_an_event_carries_must_be_public() {
        assertEquals(hidden(ReadsRecord.class, "x", "record", HiddenRecord.class), refusal(ReadsRecord.class));
        assertEquals(hidden(ReadsBean.class, "x", "class", HiddenBean.class), refusal(ReadsBean.class));
    }

    @Test
    void what_clients_answer_must_be_public() {
        assertEquals(hidden(Clerk.class, "ask", "record", HiddenRecord.class), refusal(Asks.class));
    }

    @Test
    void a_class_must_have_a_constructor_that_can_be_called() {
        String refusal = refusal(ReadsWithoutConstructor.class);
        assertTrue(refusal.contains(".x: parameter 1 must be something that JSON-B can read, "), refusal);
    }

    @Test
    void what_is_only_written_may_be_hidden() {
        assertDoesNotThrow(() -> AnnotatedNamespace.of(Answers.class));
    }
}
