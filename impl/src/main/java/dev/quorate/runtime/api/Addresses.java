package dev.quorate.runtime.api;

import java.net.InetSocketAddress;

/** Addresses as people write them: {@code 127.0.0.1:7101}, {@code example.org:7101}, {@code [::1]:7101}. */
public final class Addresses {
    private static final int MAX_PORT = 65_535;

    private Addresses() {}

    /**
     * An address, whose name is looked up when it is used.
     *
     * @throws IllegalArgumentException if it is not written like one
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw malformed(text);
        }
        if (host.isBlank()) {
            throw malformed(text);
        }
        return InetSocketAddress.createUnresolved(host, port(text, text.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "\"" + text + "\": expected a host and a port of 1 to " + MAX_PORT + ", such as 127.0.0.1:7101");
    }

    /** An address as a text that can be read again. */
    public static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
