package dev.parley.guide;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.parley.connection.CloseStatus;
import dev.parley.connection.Message;
import dev.parley.connection.StreamReceiver;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

public class Uploads implements ParleyApplication {
    @Override
    public void install(Parley parley) {
        parley.openWebSocket("/upload", connection -> new StreamReceiver() {
            @Override
            public void binary(InputStream message) throws IOException {
                long bytes = Files.copy(message, Files.createTempFile("upload", ""), REPLACE_EXISTING);
                connection.send(List.of(Message.text(bytes + " bytes")), false);
            }

            @Override
            public void received(Message message) {}

            @Override
            public void closed(CloseStatus status) {}
        });
    }
}
