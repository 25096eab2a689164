package dev.parley.socketio.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.connection.OpeningRequest;
import dev.parley.socketio.SocketIoOptions;
import dev.parley.socketio.SocketIoServer;
import dev.parley.socketio.User;
import dev.parley.socketio.adapter.InMemoryAdapter;
import dev.parley.testkit.TestClient;
import dev.parley.testkit.TestServer;
import dev.parley.testkit.VirtualScheduler;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may come in, and who may send what. */
class AccessTest {
    private static final String FORBIDDEN =
            "[{\"error\":{\"code\":\"FORBIDDEN\",\"message\":\"a client must have a role that may send '%s'\"}}]";

    private final SocketIoServer io =
            new SocketIoServer(SocketIoOptions.defaults(), new VirtualScheduler(), InMemoryAdapter::new);

    @SocketNamespace("/members")
    @RolesAllowed({"member", "admin"})
    static class Members {
        static int asked;

        @OnHandshake
        void check() {
            asked++;
        }

        @OnEvent("read")
        int read() {
            return 1;
        }

        @OnEvent("write")
        @RolesAllowed("admin")
        int write(int number) {
            return number;
        }

        @OnEvent("delete")
        @DenyAll
        void delete() {}

        @OnEvent("list")
        @PermitAll
        int list() {
            return 2;
        }
    }

    @Test
    void who_loses_the_role_has_to_leave() {
        try (TestServer server = new TestServer()) {
            server.install(new Members());
            TestClient client = server.request()
                    .user(new User("anna", Set.of("member"), null))
                    .roles("member")
                    .connect("/members");
            server.io().changeUsers(user -> true, user -> new User(user.id(), Set.of("admin"), null));
            assertTrue(client.isConnected(), "an administrator may be there as well");
            server.io().changeUsers(user -> true, user -> new User(user.id(), Set.of(), null));
            assertFalse(client.isConnected());
        }
    }

    @SocketNamespace("/nobody")
    @DenyAll
    static class Nobody {}

    @SocketNamespace("/norole")
    @RolesAllowed({})
    static class NoRole {}

    private Visitor enter(Class<?> type, Object instance, String... roles) {
        AnnotatedNamespace namespace = AnnotatedNamespace.of(type);
        namespace.install(io, instance);
        OpeningRequest request = new OpeningRequest(
                "192.0.2.1", false, "/", Map.of(), Map.of(), Map.of(), () -> "anna", Set.of(roles), Instant.EPOCH);
        return Visitor.enter(io, namespace.path(), request, JsonValue.EMPTY_JSON_OBJECT);
    }

    @Test
    void who_has_none_of_the_roles_stays_outside_and_nobody_hears_of_it() {
        Members.asked = 0;
        assertEquals("forbidden{\"code\":\"FORBIDDEN\"}", enter(Members.class, new Members(), "guest").refusal());
        assertEquals(0, Members.asked);
    }

    @Test
    void an_event_may_need_another_role() {
        Visitor member = enter(Members.class, new Members(), "member");
        assertNull(member.refusal());
        assertEquals(List.of("[1]"), member.ask("read"));
        assertEquals(List.of(FORBIDDEN.formatted("write")), member.ask("write", "no number: it is not even looked at"));
        assertEquals(List.of(FORBIDDEN.formatted("delete")), member.ask("delete"));
        assertEquals(List.of("[2]"), member.ask("list"));
        member.tell("write", 1);
        assertTrue(member.got().get(0).startsWith("error[{\"code\":\"FORBIDDEN\""));
    }

    @Test
    void who_has_the_role_may() {
        Visitor admin = enter(Members.class, new Members(), "admin");
        assertEquals(List.of("[5]"), admin.ask("write", 5));
        assertEquals(List.of(FORBIDDEN.formatted("delete")), admin.ask("delete"));
    }

    @Test
    void a_namespace_may_be_for_nobody() {
        assertEquals("forbidden{\"code\":\"FORBIDDEN\"}", enter(Nobody.class, new Nobody(), "admin").refusal());
        assertEquals("forbidden{\"code\":\"FORBIDDEN\"}", enter(NoRole.class, new NoRole(), "admin").refusal());
    }

    @Test
    void the_roles_are_known_before_anybody_comes() {
        assertEquals(Set.of("member", "admin"), AnnotatedNamespace.of(Members.class).roles());
    }

    @SocketNamespace
    static class OnConnection {
        @OnConnect
        @RolesAllowed("admin")
        void joined() {}
    }

    @SocketNamespace
    static class TwoRules {
        @OnEvent("x")
        @RolesAllowed("admin")
        @PermitAll
        void x() {}
    }

    @Test
    void a_rule_that_would_have_no_effect_is_refused() {
        assertEquals(
                OnConnection.class.getName() + ".joined: a rule of access must be on the class or on a method with"
                        + " @OnEvent, was on one with @OnConnect",
                refusal(OnConnection.class));
        assertTrue(refusal(TwoRules.class).startsWith(
                TwoRules.class.getName() + ".x: there must be one rule of access, were ["));
    }

    private static String refusal(Class<?> type) {
        return assertThrows(InvalidNamespaceException.class, () -> AnnotatedNamespace.of(type)).getMessage();
    }
}
