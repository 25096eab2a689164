package dev.parley.socketio.annotation;

import dev.parley.socketio.Handshake;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may do something. Immutable.
 *
 * @param deniesAll whether nobody may
 * @param roles one of which somebody must have who may; empty: everybody may
 */
record Access(boolean deniesAll, Set<String> roles) {
    static final Access EVERYBODY = new Access(false, Set.of());

    Access {
        roles = Set.copyOf(roles);
    }

    /** The annotations of this kind on a class or a method. */
    static List<? extends Annotation> annotations(AnnotatedElement element) {
        return Stream.of(PermitAll.class, DenyAll.class, RolesAllowed.class)
                .filter(element::isAnnotationPresent)
                .map(element::getAnnotation)
                .toList();
    }

    /** @param annotations one at most */
    static Access of(List<? extends Annotation> annotations) {
        if (annotations.isEmpty() || annotations.get(0) instanceof PermitAll) {
            return EVERYBODY;
        } else if (annotations.get(0) instanceof RolesAllowed allowed && allowed.value().length > 0) {
            return new Access(false, Set.of(allowed.value()));
        }
        return new Access(true, Set.of()); // @RolesAllowed({}) allows no role
    }

    boolean allows(Handshake who) {
        return !deniesAll && (roles.isEmpty() || roles.stream().anyMatch(who::isInRole));
    }
}
