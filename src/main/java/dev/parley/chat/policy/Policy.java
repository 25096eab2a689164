package dev.parley.chat.policy;

/**
 * An application's own word on who may do what in the chat, before that of the configuration.
 *
 * <pre>{@code
 * Site.usePolicy(parley, (who, permission, where) ->
 *         "exam".equals(where.room()) && permission == Permission.JOIN && !hasPaid(who)
 *                 ? Decision.refused("FEE_DUE", "the fee must have been paid")
 *                 : Decision.UNDECIDED);
 * }</pre>
 */
@FunctionalInterface
public interface Policy {

    /**
     * Whether somebody may do something; asked each time they want to. By any thread, which must not wait: others do meanwhile.
     *
     * @return never null
     * @throws RuntimeException is logged, and refuses
     */
    Decision decide(Subject who, Permission permission, Place where);
}
