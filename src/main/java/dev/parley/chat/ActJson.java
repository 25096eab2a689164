package dev.parley.chat;

import dev.parley.chat.store.StoredAct;
import dev.parley.chat.store.StoredAct.Kind;
import dev.parley.socketio.protocol.JsonText;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Locale;

/** What moderators have done, as everybody may know it: without addresses. */
final class ActJson {
    private ActJson() {}

    static JsonObject of(StoredAct act) {
        JsonObjectBuilder told = JsonText.object()
                .add("what", word(act))
                .add("id", act.whom())
                .add("username", act.whomName())
                .add("by", act.byName())
                .add("date", act.time());
        if (act.kind() == Kind.BAN) {
            told.add("code", "BANNED");
        }
        if (act.until() != 0) {
            told.add("until", act.until());
        }
        if (act.about() != null) {
            told.add("about", act.about());
        }
        return told.add("reason", act.reason()).build();
    }

    static String word(StoredAct act) {
        return act.kind().name().toLowerCase(Locale.ROOT);
    }
}
