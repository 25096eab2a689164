package dev.parley.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.browser.Browser;
import java.net.URL;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Two people at the page, on a container, below its context path. */
@ArquillianTest
class ChatPageIT {

    @Deployment(testable = false)
    static WebArchive war() {
        return Deployed.parley();
    }

    @ArquillianResource
    private URL base;

    @Test
    void two_people_chat_in_the_lobby_in_a_room_and_in_private() throws Exception {
        try (Browser anna = Browser.open(base.toURI());
                Browser lin = Browser.open(base.toURI())) {
            anna.enter("Anna", "/pages");
            lin.enter("林晓", "pages");
            anna.seePerson("林晓", true);
            lin.seePerson("Anna", true);

            anna.say("Hello, 林晓");
            lin.seeMessage("Hello, 林晓");
            lin.say("你好 <img src=x onerror=alert(1)> <b>not bold</b>");
            anna.seeMessage("你好 <img src=x onerror=alert(1)> <b>not bold</b>");
            assertEquals(0, anna.count("#messages img, #messages b"), "a text is never HTML");

            anna.click("#create-room");
            anna.see("dialog[open] input").sendKeys("train\n");
            anna.see("[data-conversation][aria-current='page']");
            lin.click("[data-room='train']");
            lin.say("in the room");
            anna.seeMessage("in the room");

            lin.click("[data-person='Anna']");
            lin.say("only for you");
            anna.click("[data-conversation][data-name='林晓']");
            anna.seeMessage("only for you");

            lin.leave();
            anna.click("[data-conversation]");
            anna.seePerson("林晓", false);
            assertEquals(List.of(), anna.complaints());
        }
    }
}
