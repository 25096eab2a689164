package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A browser's own {@code EventSource}. */
class EventSourceIT {
    private static final int MESSAGES = 140;

    /** Says so many things, one after the other, and hears them. */
    private static final String CONVERSATION =
            """
            const done = arguments[1];
            const heard = [];
            const resumed = [];
            const source = new EventSource('/sse/browser');
            let session;
            const post = (frame) => fetch('/sse/browser', {
              method: 'POST',
              headers: { 'Content-Type': 'application/json', Session: session },
              body: JSON.stringify({ ...frame, ack: 1 }),
            });
            const talk = async () => {
              await post({ type: 'username', name: 'Anna' });
              for (let n = 0; n < arguments[0]; n += 1) {
                await post({ type: 'message', text: 'message ' + n });
              }
            };
            source.onmessage = ({ data }) => {
              const frame = JSON.parse(data);
              if (frame.type === 'session') {
                resumed.push(frame.resumed);
                session = frame.session;
                if (!frame.resumed) talk();
              } else if (frame.type === 'message') {
                heard.push(frame.text);
                if (heard.length === arguments[0]) {
                  fetch('/sse/browser', { method: 'DELETE', headers: { Session: session } });
                }
              } else if (frame.type === 'close') {
                source.onerror = () => {
                  if (source.readyState === EventSource.CLOSED) done({ heard, resumed });
                };
              }
            };
            """;

    @Test
    void an_event_source_comes_back_without_a_gap_until_it_is_told_to_stay_away() throws Exception {
        try (RunningParley parley = RunningParley.start("--set", "parley.sse.max-events=100");
                Browser browser = Browser.open(parley.address())) {
            Map<?, ?> result = (Map<?, ?>) browser.run(CONVERSATION, MESSAGES);
            assertEquals(IntStream.range(0, MESSAGES).mapToObj(n -> "message " + n).toList(), result.get("heard"));
            List<?> resumed = (List<?>) result.get("resumed");
            assertEquals(false, resumed.get(0));
            assertEquals(Set.of(true), Set.copyOf(resumed.subList(1, resumed.size())), "its streams were ended on the way");
        }
    }
}
