package dev.parley.auth.token;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an issuer publishes its keys. Immutable; it is asked on the caller's thread, which waits. */
final class PublishedKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(5); // to connect, for the head, and for the body
    private static final int MOST = 500_000; // bytes

    private static final Duration KEPT = Duration.ofHours(1); // unless the answer says less
    private static final Pattern MAX_AGE = Pattern.compile("(?:^|[\\s,])max-age=(\\d{1,9})");

    private static final Set<String> THIS_HOST = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * What was found.
     *
     * @param kept how long it need not be asked for again
     */
    record Answer(TokenKeys keys, Duration kept) {}

    private final URI address;

    /** @throws IllegalArgumentException if anybody on the way could put in other keys */
    PublishedKeys(URI address) {
        this.address = requireNonNull(address, "address");
        boolean isSafe = "https".equals(address.getScheme())
                || ("http".equals(address.getScheme()) && THIS_HOST.contains(address.getHost()));
        if (!isSafe) {
            throw new IllegalArgumentException("keys must come over https, or from this host, not from " + address);
        }
    }

    /** @throws IOException if it does not answer in time, or with something else than keys */
    Answer fetch() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept", "application/jwk-set+json, application/json");
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("the answer was " + connection.getResponseCode());
            }
            return new Answer(TokenKeys.published(body(connection)), kept(connection.getHeaderField("Cache-Control")));
        } finally {
            connection.disconnect();
        }
    }

    private static String body(HttpURLConnection connection) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try (InputStream in = connection.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > MOST || System.nanoTime() > deadline) {
                    throw new IOException("the answer was longer than " + MOST + " bytes or " + PATIENCE.toSeconds() + " s");
                }
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static Duration kept(String cacheControl) {
        Matcher said = MAX_AGE.matcher(cacheControl == null ? "" : cacheControl);
        if (!said.find()) {
            return KEPT;
        }
        Duration age = Duration.ofSeconds(Long.parseLong(said.group(1)));
        return age.compareTo(KEPT) < 0 ? age : KEPT;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
