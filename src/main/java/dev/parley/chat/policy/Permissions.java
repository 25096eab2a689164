package dev.parley.chat.policy;

import static java.util.Objects.requireNonNull;

import dev.parley.chat.policy.Decision.Refused;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;

/** Who may do what: the first policy that decides, else the rules. Safe for use by many threads. */
public final class Permissions {
    private static final Logger LOG = System.getLogger(Permissions.class.getName());

    private final List<Policy> policies;
    private final Rules rules;

    /** @param policies in the order in which they are asked */
    public Permissions(List<Policy> policies, Rules rules) {
        this.policies = List.copyOf(policies);
        this.rules = requireNonNull(rules, "rules");
    }

    /** What keeps somebody from doing something; empty: they may. Who may not join a room may neither read nor write there. */
    public Optional<Refused> missing(Subject who, Permission permission, Place where) {
        if (isOpen() && permission != Permission.MODERATE) { // as mostly, and this is asked for every message
            return Optional.empty();
        }
        boolean isOfMembers = permission == Permission.READ || permission == Permission.POST;
        if (isOfMembers && where.isJoined() && decide(who, Permission.JOIN, where) instanceof Refused refused) {
            return Optional.of(refused);
        }
        return decide(who, permission, where) instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }

    /** Whether nothing but moderating is kept from anybody. */
    public boolean isOpen() {
        return policies.isEmpty() && rules.isOpen();
    }

    /** Whether somebody may do something. */
    public boolean allows(Subject who, Permission permission, Place where) {
        return missing(who, permission, where).isEmpty();
    }

    /** @throws NotPermitted if somebody may not do something */
    public void require(Subject who, Permission permission, Place where) {
        missing(who, permission, where).ifPresent(refused -> {
            throw new NotPermitted(refused);
        });
    }

    /** Whether somebody may do everything. */
    public boolean isAdmin(Subject who) {
        return rules.roles().isAdmin(who);
    }

    private Decision decide(Subject who, Permission permission, Place where) {
        Decision decision = ask(who, permission, where);
        if (!(decision instanceof Decision.Undecided)) {
            return decision;
        }
        Decision ruled = rules.decide(who, permission, where);
        boolean moderates = ruled instanceof Refused
                && permission != Permission.MODERATE
                && ask(who, Permission.MODERATE, where) instanceof Decision.Allowed; // who may do everything else there
        return moderates ? Decision.ALLOWED : ruled;
    }

    /** The first policy that decides. */
    private Decision ask(Subject who, Permission permission, Place where) {
        for (Policy policy : policies) {
            Decision decision = ask(policy, who, permission, where);
            if (!(decision instanceof Decision.Undecided)) {
                return decision;
            }
        }
        return Decision.UNDECIDED;
    }

    private static Decision ask(Policy policy, Subject who, Permission permission, Place where) {
        try {
            return requireNonNull(policy.decide(who, permission, where), "a decision");
        } catch (RuntimeException e) { // the border between the application's code and ours
            LOG.log(Level.ERROR, "a policy could not decide who may " + permission.key() + " in " + where, e);
            return Decision.refused("INTERNAL", "the server could not find out whether one may " + permission.words());
        }
    }
}
