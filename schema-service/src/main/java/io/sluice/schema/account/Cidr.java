package io.sluice.schema.account;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A block of addresses like `203.0.113.0/24` or `2001:db8::/32`, as sshd takes it: no bit set behind the
/// prefix.
final class Cidr {
    private static final Pattern V4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private Cidr() {}

    /// What is wrong with the text; empty when it is a block.
    static Optional<String> complaint(String text) {
        var slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.of("\"%s\" is no block of addresses, expected a CIDR like 203.0.113.0/24".formatted(text));
        }
        var bits = address.get().getAddress().length * 8;
        if (slash < 0) {
            return Optional.of(
                    "\"%s\" has no prefix length, for this one address write %s/%d".formatted(text, text, bits));
        }
        var length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > bits) {
            return Optional.of("\"%s\" has the prefix length \"%s\", expected 0 to %d".formatted(text, length, bits));
        }
        return strayBits(text, address.get(), Integer.parseInt(length));
    }

    private static Optional<String> strayBits(String text, InetAddress address, int length) {
        var bytes = address.getAddress();
        var host = bytes.length * 8 - length;
        var value = new BigInteger(1, bytes);
        var network = value.shiftRight(host).shiftLeft(host);
        return network.equals(value)
                ? Optional.empty()
                : Optional.of("\"%s\" has bits set behind its prefix, expected %s/%d"
                        .formatted(text, show(network, bytes.length), length));
    }

    private static String show(BigInteger value, int size) {
        var bytes = new byte[size];
        var raw = value.toByteArray();
        var count = Math.min(raw.length, size);
        System.arraycopy(raw, raw.length - count, bytes, size - count, count);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of %d bytes".formatted(size), impossible);
        }
    }

    private static Optional<InetAddress> address(String text) {
        try {
            if (V4.matcher(text).matches()) {
                return Optional.of(Inet4Address.ofLiteral(text));
            }
            if (V6.matcher(text).matches() && Inet6Address.ofLiteral(text) instanceof Inet6Address v6) {
                return Optional.of(v6);
            }
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
