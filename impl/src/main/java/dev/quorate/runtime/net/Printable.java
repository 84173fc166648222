package dev.quorate.runtime.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Text from the network, made fit for a log: no control characters, and not too long. */
final class Printable {
    private Printable() {}

    static String of(String text, int characters) {
        int end = Math.min(text.length(), characters);
        StringBuilder printable = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean fit = !Character.isISOControl(c) && !Character.isSurrogate(c) && Character.isDefined(c);
            printable.append(fit ? c : '?');
        }
        return end < text.length() ? printable + "..." : printable.toString();
    }

    /** Host and port, without what is looked up. */
    static String address(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? internet.getHostString() + ":" + internet.getPort()
                : String.valueOf(address);
    }

    static String name(String name) {
        return "'" + of(name, 64) + "'";
    }
}
