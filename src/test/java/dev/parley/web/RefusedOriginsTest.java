package dev.parley.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefusedOriginsTest {
    private final List<String> logged = new ArrayList<>();
    private final Logger logger = Logger.getLogger(RefusedOrigins.class.getName());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            logged.add(entry.getLevel() + " " + new SimpleFormatter().formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
    }

    @Test
    void the_log_says_which_origin_and_by_which_option_it_could_come_and_cannot_be_filled() {
        RefusedOrigins refused = new RefusedOrigins();
        refused.log("https://evil.example");
        refused.log("https://other.example");
        assertEquals(
                List.of("INFO refused a request from origin https://evil.example; parley.origins can allow it"), logged);
    }

    @Test
    void an_origin_forges_no_lines() {
        new RefusedOrigins().log("a\nINFO b\u202e" + "x".repeat(300));
        assertEquals(
                List.of("INFO refused a request from origin a?INFO b?" + "x".repeat(191) + "; parley.origins can allow it"), logged);
    }
}
