package dev.parley.browser;

import dev.parley.launch.RunningParley;
import org.junit.jupiter.api.Test;

/**
 * The conversation of {@link ThreeClientsIT} with the pages themselves, which are not part of this project: run by
 * {@code mvn verify -Dit.test=PublishedPagesConversation} when {@link PublishedPages} are at hand.
 */
class PublishedPagesConversation {
    @Test
    void the_published_pages_of_mdn_and_of_socket_io_talk_with_nodejs_websocket() throws Exception {
        try (RunningParley parley = ThreeClientsIT.start();
                PublishedPages pages = new PublishedPages(parley.address(), ThreeClientsIT.NAMESPACE);
                Guest anna = new MdnPage(pages.page("mdn/"), "Anna");
                Guest bo = new SocketIoPage(pages.page("socketio/"), "Bo")) {
            ThreeClientsIT.converse(parley, anna, bo);
        }
    }
}
