package dev.parley.browser;

import dev.parley.launch.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody who looks after the others, at the chat page. */
class ModerationPageIT {
    @TempDir
    private Path folder;

    private RunningParley start() throws Exception {
        return RunningParley.start("--set", "parley.data.folder=" + folder, "--set", "parley.accounts.admin=Root");
    }

    /** The first administrator, with the password that the server has made. */
    private Browser root(RunningParley parley) throws Exception {
        Browser root = Browser.open(parley.address());
        root.see(".card .segments");
        root.evaluate("document.querySelector('[name=how][value=account]').click()");
        root.fill("#password", Files.readString(folder.resolve("admin-password")).strip());
        root.fill("#name", "Root");
        root.click("#enter");
        root.seePhase("connected");
        return root;
    }

    private static Browser troll(RunningParley parley, String wire) {
        Browser troll = Browser.open(parley.address().resolve("?wire=" + wire));
        troll.enter("Troll", "/").seePhase("connected");
        return troll;
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native", "sse"})
    void who_is_sent_away_is_told_and_does_not_come_back_by_itself(String wire) throws Exception {
        try (RunningParley parley = start();
                Browser root = root(parley);
                Browser troll = troll(parley, wire)) {
            root.seePerson("Troll", true);
            root.say("/kick Troll calm down");
            troll.see(".banner.refused", "sent you away");
            root.seePerson("Troll", false);
            troll.click(".banner.refused .button");
            troll.seePhase("connected");
            root.seePerson("Troll", true);
            root.say("/ban Troll 1h enough");
            troll.see(".banner.refused", "banned you");
            troll.click(".banner.refused .button");
            troll.see(".banner.refused", "banned you");
            root.seePerson("Troll", false);
            root.say("/unban Troll");
            troll.click(".banner.refused .button");
            troll.seePhase("connected");
        }
    }

    @Test
    void who_is_muted_reads_why_nothing_is_sent_and_what_was_said_is_deleted_by_another() throws Exception {
        try (RunningParley parley = start();
                Browser root = root(parley);
                Browser troll = troll(parley, "socketio")) {
            troll.say("rubbish");
            root.seeMessage("rubbish");
            root.point(".message[data-author='Troll']").click(".acts [aria-label='More']");
            root.click("#message-menu .danger");
            root.click("#delete-message");
            troll.see(".tombstone");
            root.seePerson("Troll", true);
            root.say("/mute Troll 1h");
            root.seeThat("", "return document.querySelector('#composer').value");
            troll.say("more");
            troll.see(".message[data-status='failed']");
        }
    }
}
