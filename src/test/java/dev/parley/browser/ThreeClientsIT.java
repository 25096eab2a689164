package dev.parley.browser;

import dev.parley.launch.RunningParley;
import org.junit.jupiter.api.Test;

/** The clients of three examples, each with its own words, in one room. */
class ThreeClientsIT {
    static final String NAMESPACE = "/cafe";

    static RunningParley start() throws Exception {
        return RunningParley.start("--set", "parley.chat.store.url=memory", "--set", "parley.origins=*");
    }

    @Test
    void the_words_of_mdn_of_socket_io_and_of_nodejs_websocket_make_one_conversation() throws Exception {
        try (RunningParley parley = start();
                Guest anna = new MdnGuest(parley.webSocket("ws" + NAMESPACE), "Anna");
                Guest bo = new SocketIoGuest(parley.address(), NAMESPACE, "Bo")) {
            converse(parley, anna, bo);
        }
    }

    static void converse(RunningParley parley, Guest anna, Guest bo) throws Exception {
        anna.seesComing("Bo");
        try (CodesGuest cora = new CodesGuest(parley.webSocket("ws" + NAMESPACE + "/codes"), "Cora")) {
            anna.seesComing("Cora");
            bo.seesComing("Cora");
            anna.say("hello");
            bo.hears("Anna", "hello");
            cora.hears("Anna", "hello");
            bo.say("привет всем");
            anna.hears("Bo", "привет всем");
            cora.hears("Bo", "привет всем");
            cora.say("你好");
            anna.hears("Cora", "你好");
            bo.hears("Cora", "你好");
            cora.leave();
        }
        anna.seesLeaving("Cora");
        bo.seesLeaving("Cora");
        anna.close();
        bo.seesLeaving("Anna");
    }
}
