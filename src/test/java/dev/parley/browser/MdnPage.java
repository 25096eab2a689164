package dev.parley.browser;

import java.net.URI;

/** Somebody at the published page of MDN's chat example. */
final class MdnPage implements Guest {
    private final Browser browser;

    MdnPage(URI page, String name) {
        browser = Browser.open(page);
        browser.fill("#name", name);
        browser.click("[name='login']");
        seesComing(name);
    }

    @Override
    public void say(String text) {
        browser.fill("#text", text);
        browser.click("#send");
    }

    @Override
    public void hears(String name, String text) {
        browser.seeIn("document.getElementById('chatbox').contentDocument.body", ") " + name + ": " + text);
    }

    @Override
    public void seesComing(String name) {
        browser.seeIn("document.getElementById('userlistbox')", name);
    }

    @Override
    public void seesLeaving(String name) {
        browser.seeNotIn("document.getElementById('userlistbox')", name);
    }

    @Override
    public void close() {
        browser.close();
    }
}
