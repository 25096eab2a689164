package dev.parley.web;

import dev.parley.connection.QueryString;
import dev.parley.engineio.CloseReason;
import dev.parley.engineio.PollingSession;
import dev.parley.engineio.Post;
import dev.parley.engineio.PostedPackets;
import dev.parley.engineio.protocol.Jsonp;
import dev.parley.engineio.protocol.PayloadCodec;
import dev.parley.engineio.protocol.Revision;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/** One POST of a client that polls: hands its packets to the session, and answers it. */
final class PostedBody implements SlowBody.Reader {
    private final PollingSession session;
    private final boolean isForm;
    private final boolean isBinary;
    private final Consumer<HttpAnswer> answers;

    /**
     * @param isForm whether it comes from a form, as those of clients that poll by script elements
     * @param contentType null if there is none
     * @param answers get the answer, on any thread
     */
    PostedBody(PollingSession session, boolean isForm, String contentType, Consumer<HttpAnswer> answers) {
        this.session = session;
        this.isForm = isForm;
        this.isBinary = contentType != null
                && contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/octet-stream");
        this.answers = answers;
    }

    /**
     * Whether it is to be read; else it has been answered.
     *
     * @param announced its length, negative if it is not known
     * @param most bytes that it may have
     */
    boolean begins(long announced, int most) {
        if (!session.postBegins()) {
            answers.accept(HttpAnswer.BAD_REQUEST);
        } else if (isBinary && session.revision() == Revision.V4) {
            failed("invalid content");
        } else if (announced > most) {
            tooLarge();
        } else {
            return true;
        }
        return false;
    }

    @Override
    public void whole(byte[] body) {
        session.posted(packets(body), new Post() {
            @Override
            public void accept() { // also what is no payload, as Node's server does
                answers.accept(HttpAnswer.OK);
            }

            @Override
            public void reject() {
                answers.accept(HttpAnswer.BAD_REQUEST);
            }
        });
    }

    @Override
    public void tooLarge() {
        session.postRefused();
        answers.accept(HttpAnswer.TOO_LARGE);
    }

    @Override
    public void cut() {
        failed("data request connection closed prematurely");
    }

    private void failed(String detail) {
        session.postFailed(CloseReason.TRANSPORT_ERROR, detail);
        answers.accept(HttpAnswer.BAD_REQUEST);
    }

    private PostedPackets packets(byte[] body) {
        PayloadCodec codec = PayloadCodec.of(session.revision());
        if (isBinary) {
            return each -> codec.decode(ByteBuffer.wrap(body), each);
        }
        String text = new String(body, StandardCharsets.UTF_8);
        if (!isForm) {
            return each -> codec.decode(text, each);
        }
        String field = QueryString.last(text, "d");
        return field == null ? each -> {} : each -> codec.decode(Jsonp.payload(field), each);
    }
}
