package dev.parley.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies in front of us that are believed when they say whose request they pass on, by {@code X-Forwarded-For} and {@code
 * X-Forwarded-Proto}. What others say with these headers counts for nothing. Immutable.
 */
public final class TrustedProxies {
    /** Nobody. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** Headers that no client of its own accord sends. */
    private static final List<String> SIGNS = List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP");

    private static final Pattern IPV4 = Pattern.compile("(?:BYTE\\.){3}BYTE".replace("BYTE", "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"));
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** As proxies write it: with a port, an IPv6 address in brackets. */
    private static final Pattern WRITTEN = Pattern.compile("(?:\\[([^\\]]+)](?::[0-9]+)?|([0-9.]+):[0-9]+|([^\\[\\]]+))");

    private final List<Block> blocks;

    private TrustedProxies(List<Block> blocks) {
        this.blocks = blocks;
    }

    /** Addresses that begin with the same bits. */
    private record Block(InetAddress first, int bits) {
        boolean contains(InetAddress address) {
            byte[] ours = first.getAddress();
            byte[] theirs = address.getAddress();
            for (int bit = 0; ours.length == theirs.length && bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                    return false;
                }
            }
            return ours.length == theirs.length;
        }
    }

    /**
     * @param proxies addresses such as {@code 10.1.2.3} or {@code ::1}, and blocks of them such as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException if one is neither; names are not looked up
     */
    public static TrustedProxies of(List<String> proxies) {
        List<Block> blocks = new ArrayList<>();
        for (String proxy : proxies) {
            String[] parts = proxy.split("/", 2);
            InetAddress first = parse(parts[0])
                    .orElseThrow(() -> new IllegalArgumentException("a proxy must be an address, was '" + proxy + "'"));
            int most = first.getAddress().length * 8;
            if (parts.length == 2 && !parts[1].matches("[0-9]{1,3}")) {
                throw new IllegalArgumentException("a block must end with a number of bits, was '" + proxy + "'");
            }
            int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
            if (bits > most) {
                throw new IllegalArgumentException("a block must have at most " + most + " bits, was '" + proxy + "'");
            }
            blocks.add(new Block(first, bits));
        }
        return new TrustedProxies(List.copyOf(blocks));
    }

    /** Whether what this address says of others is believed. */
    public boolean trusts(String address) {
        return !blocks.isEmpty() && parse(address).filter(this::trusts).isPresent();
    }

    private boolean trusts(InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    /**
     * The address of the client: the last that no proxy of ours has, because what stands before it may be invented.
     *
     * @param peer who is at the other end of the connection
     * @param forwarded the headers {@code X-Forwarded-For}, in order
     */
    public String client(String peer, List<String> forwarded) {
        String client = peer;
        List<String> hops = hops(forwarded);
        for (int i = hops.size() - 1; i >= 0 && trusts(client); i--) {
            Optional<String> before = address(hops.get(i));
            if (before.isEmpty()) { // "unknown", or nothing that can be read
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static List<String> hops(List<String> forwarded) {
        return forwarded.stream()
                .flatMap(line -> List.of(line.split(",", -1)).stream())
                .map(String::strip)
                .toList();
    }

    /**
     * Whether a proxy has passed a request on, any.
     *
     * @param hasHeader asked for headers that no client of its own accord sends
     */
    public static boolean isPassedOn(Predicate<String> hasHeader) {
        return SIGNS.stream().anyMatch(hasHeader);
    }

    /**
     * Whether nobody knows whose a request is: a proxy has passed it on that is none of ours, or does not say. Then {@link
     * #client} is that proxy.
     *
     * @param peer as above
     * @param forwarded as above
     * @param hasHeader as in {@link #isPassedOn}
     */
    public boolean isAnybodys(String peer, List<String> forwarded, Predicate<String> hasHeader) {
        return isPassedOn(hasHeader) && !(trusts(peer) && isNamed(forwarded));
    }

    private static boolean isNamed(List<String> forwarded) {
        List<String> hops = hops(forwarded);
        return !hops.isEmpty() && address(hops.get(hops.size() - 1)).isPresent();
    }

    /**
     * Whether the client came over TLS.
     *
     * @param peer who is at the other end of the connection
     * @param secure whether that is TLS
     * @param forwarded the header {@code X-Forwarded-Proto}, null if there is none
     */
    public boolean isSecure(String peer, boolean secure, String forwarded) {
        if (forwarded == null || !trusts(peer)) {
            return secure;
        }
        String[] hops = forwarded.split(",", -1);
        return hops[hops.length - 1].strip().equalsIgnoreCase("https");
    }

    private static Optional<String> address(String written) {
        Matcher parts = WRITTEN.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(1) != null ? parts.group(1) : parts.group(2) != null ? parts.group(2) : parts.group(3);
        return parse(address).map(InetAddress::getHostAddress);
    }

    private static Optional<InetAddress> parse(String address) {
        int zone = address.indexOf('%');
        String digits = zone < 0 ? address : address.substring(0, zone);
        if (!IPV4.matcher(digits).matches() && !IPV6.matcher(digits).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(digits)); // of digits: nobody is asked
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
