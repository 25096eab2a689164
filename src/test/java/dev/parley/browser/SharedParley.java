package dev.parley.browser;

import dev.parley.launch.RunningParley;
import java.net.URI;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One Parley for all tests of a class, which keeps nothing: each test goes to a namespace of its own. */
final class SharedParley implements BeforeAllCallback, AfterAllCallback {
    private RunningParley parley; // null until it has been started

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        parley = RunningParley.start("--set", "parley.chat.store.url=memory");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (parley != null) {
            parley.close();
        }
    }

    URI page() {
        return parley.address();
    }

    /** A window at the door. */
    Browser open() {
        return Browser.open(page());
    }

    /** Somebody who is in the chat. */
    Browser person(String name, String namespace) {
        return person(name, namespace, "");
    }

    /** @param query of the page's address, with its question mark */
    Browser person(String name, String namespace, String query) {
        Browser person = Browser.open(page().resolve(query));
        try {
            person.enter(name, namespace).seePhase("connected");
            return person;
        } catch (RuntimeException | Error e) { // nobody else knows of the window
            person.close();
            throw e;
        }
    }
}
