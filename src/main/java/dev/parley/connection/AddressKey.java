package dev.parley.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** By what clients of one address are counted together. */
public final class AddressKey {
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");
    private static final String THIS_HOST = "this host";
    private static final int NETWORK = 8; // bytes: whoever has an IPv6 address has all that begin so

    private AddressKey() {}

    /** By what somebody is counted who has opened a connection. */
    public static Optional<String> of(OpeningRequest request) {
        return of(request.remoteAddress(), request.sharedAddress());
    }

    /**
     * The same as {@link #of(String)}, but for what a proxy on this host has passed on of which nobody knows for whom: all that is
     * one address.
     */
    public static Optional<String> of(String remoteAddress, boolean isShared) {
        Optional<String> key = of(remoteAddress);
        return key.isEmpty() && isShared ? Optional.of(THIS_HOST) : key;
    }

    /**
     * The address, of IPv6 its network.
     *
     * @return empty for this host, whose clients have no such limits
     */
    public static Optional<String> of(String remoteAddress) {
        if (remoteAddress.startsWith("127.")) {
            return Optional.empty();
        }
        int zone = remoteAddress.indexOf('%');
        String address = zone < 0 ? remoteAddress : remoteAddress.substring(0, zone);
        if (!IPV6.matcher(address).matches()) {
            return Optional.of(address);
        }
        try {
            InetAddress parsed = InetAddress.getByName(address); // of digits: nobody is asked
            byte[] bytes = parsed.getAddress();
            boolean isIpv4 = bytes.length == 4; // mapped
            return parsed.isLoopbackAddress()
                    ? Optional.empty()
                    : Optional.of(isIpv4 ? parsed.getHostAddress() : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK)));
        } catch (UnknownHostException e) {
            return Optional.of(address);
        }
    }
}
