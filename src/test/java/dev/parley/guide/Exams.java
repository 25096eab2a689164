package dev.parley.guide;

import dev.parley.chat.policy.Decision;
import dev.parley.chat.policy.Permission;
import dev.parley.site.Site;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import java.security.Principal;
import java.util.Optional;

/** An application that says who may do what in the chat beside it. */
public class Exams implements ParleyApplication {
    @Override
    public void install(Parley parley) {
        Site.usePolicy(parley, (who, permission, where) ->
                "exam".equals(where.room()) && permission == Permission.JOIN && !hasPaid(who.principal())
                        ? Decision.refused("FEE_DUE", "the fee must have been paid")
                        : Decision.UNDECIDED);
    }

    private static boolean hasPaid(Optional<Principal> who) {
        return who.filter(known -> known.getName().equals("payer")).isPresent();
    }
}
