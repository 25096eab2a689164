package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page when a sign-in expires. */
class ExpiryIT {
    @TempDir
    private Path folder;

    private Path war() throws IOException {
        Path war = Files.copy(Path.of(System.getProperty("war.file")), folder.resolve("parley.war"));
        try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of())) {
            Path servlet = Path.of("dev", "parley", "browser", "ExpiryServlet.class");
            Path to = files.getPath("WEB-INF", "classes", servlet.toString());
            Files.createDirectories(to.getParent());
            Files.copy(Path.of("target", "test-classes").resolve(servlet), to);
        }
        return war;
    }

    private static void expire(URI parley) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(parley.resolve("expire")).POST(BodyPublishers.noBody()).build();
        assertEquals(200, HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode());
    }

    @Test
    void nothing_that_was_written_is_lost() throws Exception {
        try (RunningParley parley = RunningParley.start(war(), "--set", "parley.chat.store.url=memory");
                Browser anna = Browser.open(parley.address().resolve("?wire=native"))) {
            anna.enter("Anna", "/").say("before");
            anna.see(".message[data-id]");
            anna.press("written before");
            expire(parley.address());
            anna.seePhase("refused");
            anna.see("#line .banner", "Your sign-in has expired. Your text is kept.");
            anna.press(Keys.ENTER).see(".message[data-status='waiting']");
            anna.press("written meanwhile");
            anna.click("#line .banner .button");
            anna.seePhase("connected");
            anna.seeMessages(List.of("before", "written before"));
            anna.click("#composer-form textarea");
            anna.press(Keys.ENTER);
            anna.seeMessages(List.of("before", "written before", "written meanwhile"));
        }
    }
}
