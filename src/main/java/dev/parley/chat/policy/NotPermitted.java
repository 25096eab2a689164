package dev.parley.chat.policy;

import dev.parley.socketio.EventRefused;

/** Somebody may not do something; with the code of whoever has decided so. */
public final class NotPermitted extends EventRefused {
    private static final long serialVersionUID = 1;

    NotPermitted(Decision.Refused why) {
        super(why.code(), null, why.message());
    }
}
