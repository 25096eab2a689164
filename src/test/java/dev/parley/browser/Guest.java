package dev.parley.browser;

/** Somebody in the chat, with whatever client; what they are to hear or see is waited for. */
interface Guest extends AutoCloseable {
    void say(String text) throws Exception;

    void hears(String name, String text) throws Exception;

    void seesComing(String name) throws Exception;

    void seesLeaving(String name) throws Exception;

    /** Leaves the chat. */
    @Override
    void close();
}
