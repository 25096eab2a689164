package dev.parley.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** How a body is packed for its way to the client (RFC 9110, 8.4.1). Immutable. */
enum ContentCoding {
    GZIP,
    DEFLATE,
    IDENTITY;

    private static final Pattern OFFER = Pattern.compile("\\s*([^\\s;]+)\\s*(?:;\\s*[qQ]=([0-9](?:\\.[0-9]*)?)\\s*)?");

    /**
     * The one of greater weight, gzip if both weigh the same. As in Node, a client that can unpack gets it packed,
     * however much it prefers identity, and one that refuses everything gets identity.
     *
     * @param accepted the {@code Accept-Encoding} lines; an entry that cannot be read is no offer
     */
    static ContentCoding preferredBy(List<String> accepted) {
        Map<String, Double> weights = weights(accepted);
        double others = weights.getOrDefault("*", 0.0);
        double gzip = weights.getOrDefault(GZIP.token(), others);
        double deflate = weights.getOrDefault(DEFLATE.token(), others);
        if (Math.max(gzip, deflate) == 0) {
            return IDENTITY;
        }
        return gzip >= deflate ? GZIP : DEFLATE;
    }

    private static Map<String, Double> weights(List<String> accepted) {
        Map<String, Double> weights = new HashMap<>();
        for (String line : accepted) {
            for (String entry : line.split(",", -1)) {
                Matcher offer = OFFER.matcher(entry);
                if (offer.matches()) {
                    double weight = offer.group(2) == null ? 1 : Double.parseDouble(offer.group(2));
                    weights.merge(offer.group(1).toLowerCase(Locale.ROOT), weight, Math::max);
                }
            }
        }
        return weights;
    }

    /** Its name in headers. */
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    byte[] pack(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream packer = packer(packed)) {
            packer.write(plain);
        }
        return packed.toByteArray();
    }

    private OutputStream packer(OutputStream packed) throws IOException {
        return switch (this) {
            case GZIP -> new GZIPOutputStream(packed);
            case DEFLATE -> new DeflaterOutputStream(packed); // in the zlib format, which is what HTTP means by it
            case IDENTITY -> packed;
        };
    }
}
