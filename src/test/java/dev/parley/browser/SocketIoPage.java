package dev.parley.browser;

import java.net.URI;
import org.openqa.selenium.Keys;

/** Somebody at the published page of Socket.IO's chat example. */
final class SocketIoPage implements Guest {
    private final Browser browser;

    SocketIoPage(URI page, String name) {
        browser = Browser.open(page);
        browser.see(".usernameInput").sendKeys(name, Keys.ENTER);
        browser.see(".log", "Welcome to Socket.IO Chat");
    }

    @Override
    public void say(String text) {
        browser.see(".inputMessage").sendKeys(text, Keys.ENTER);
    }

    @Override
    public void hears(String name, String text) {
        browser.see(".messages .message:not(.typing)", name + text);
    }

    @Override
    public void seesComing(String name) {
        browser.see(".log", name + " joined");
    }

    @Override
    public void seesLeaving(String name) {
        browser.see(".log", name + " left");
    }

    @Override
    public void close() {
        browser.close();
    }
}
