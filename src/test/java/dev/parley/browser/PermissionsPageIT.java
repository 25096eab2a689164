package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody may not do, at the chat page. */
class PermissionsPageIT {
    private static final String RULES = "/#news read-only; /club members; /board connect=role:board";

    @TempDir
    private Path folder;

    /** Only an administrator can make a room in which nobody writes. */
    private void makeNews(RunningParley parley) throws Exception {
        try (Browser root = Browser.open(parley.address())) {
            root.see(".card .segments");
            root.evaluate("document.querySelector('[name=how][value=account]').click()");
            root.fill("#password", Files.readString(folder.resolve("admin-password")).strip());
            root.fill("#name", "Root");
            root.click("#enter");
            root.seePhase("connected");
            root.say("/join news").see("[data-name='news'][aria-current='page']");
            root.say("It is spring").see(".message[data-status='sent']");
        }
    }

    /** Tries to get from the door into a namespace. */
    private static void knock(Browser guest, String namespace) {
        guest.fill("#namespace", namespace);
        guest.click("#enter");
    }

    @Test
    void what_a_guest_may_not_do_is_not_offered_and_where_they_may_not_be_they_are_told_what_helps() throws Exception {
        try (RunningParley parley = RunningParley.start(
                        "--set", "parley.data.folder=" + folder,
                        "--set", "parley.accounts.admin=Root",
                        "--set", "parley.chat.permissions=" + RULES);
                Browser guest = Browser.open(parley.address().resolve("#room/news"))) {
            makeNews(parley);
            guest.fill("#name", "Anna");
            knock(guest, "/");
            guest.seePhase("connected");
            guest.see(".reading", "Only reading here.");
            guest.seeMessage("It is spring");
            guest.point(".message").see(".acts [aria-label='Copy link']");
            assertEquals(0, guest.count("#composer, .acts [aria-label='React'], .acts [aria-label='Reply']"));
            assertEquals(List.of(), guest.barriers());

            guest.click("#me");
            guest.click("#sign-out");
            guest.fill("#name", "Anna");
            knock(guest, "/board");
            guest.see("#forbidden", "You may not come in here.");
            assertEquals(List.of(), guest.barriers());
            guest.click("#back");
            knock(guest, "/club");
            guest.see(".card .problem", "sign in to come in");
            guest.click("#turn");
            guest.fill("#password", "correct horse");
            guest.click("#enter");
            guest.seePhase("connected");
            guest.see("#composer");
        }
    }
}
