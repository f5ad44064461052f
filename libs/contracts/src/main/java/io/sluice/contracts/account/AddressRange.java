package io.sluice.contracts.account;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A range of IPv4 or IPv6 addresses, e.g. `203.0.113.0/24`; a single address is a range of one.
///
/// @param address without host names, zone and prefix
/// @param prefix how many leading bits count
public record AddressRange(String address, int prefix) {
    private static final Pattern V4 = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public AddressRange {
        var bits = bytes(address).length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "expected a prefix from 0 to %d but got %d (%s)".formatted(bits, prefix, address));
        }
    }

    /// Reads `203.0.113.0/24` or `203.0.113.7`.
    public static AddressRange parse(String text) {
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        int prefix;
        try {
            var bits = bytes(address).length * 8;
            prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        } catch (IllegalArgumentException noRange) {
            throw new IllegalArgumentException(
                    "expected an address range like 203.0.113.0/24 or 2001:db8::/32 but got \"%s\"".formatted(text),
                    noRange);
        }
        return new AddressRange(address, prefix);
    }

    /// Whether the address lies in the range; an IPv4 address never lies in an IPv6 range.
    public boolean contains(InetAddress other) {
        var mine = bytes(address);
        var theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        var whole = prefix / 8;
        if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
            return false;
        }
        var rest = 8 - prefix % 8;
        return rest == 8 || (mine[whole] & 0xff) >> rest == (theirs[whole] & 0xff) >> rest;
    }

    /// Whether the address has bits set that the prefix does not count, like `203.0.113.5/24`.
    public boolean hasBitsBehindPrefix() {
        return !Arrays.equals(bytes(address), networkBytes());
    }

    /// The same addresses, with no bit set behind the prefix.
    public AddressRange network() {
        return new AddressRange(literal(networkBytes()), prefix);
    }

    private byte[] networkBytes() {
        var network = bytes(address);
        for (int bit = prefix; bit < network.length * 8; bit++) {
            network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return network;
    }

    /// The same addresses in two ranges, for readers that do not understand the prefix 0.
    ///
    /// @throws IllegalStateException when the range is a single address
    public List<AddressRange> halves() {
        var upper = bytes(address);
        if (prefix == upper.length * 8) {
            throw new IllegalStateException("%s is a single address".formatted(this));
        }
        upper[prefix / 8] |= (byte) (0x80 >> prefix % 8);
        return List.of(new AddressRange(address, prefix + 1), new AddressRange(literal(upper), prefix + 1));
    }

    private static String literal(byte[] address) {
        try {
            return InetAddress.getByAddress(address).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has the length of an address", impossible);
        }
    }

    /// Stricter than the JDK, which also reads `010.0.0.1`, zones like `fe80::1%eth0` and IPv4 inside IPv6.
    private static byte[] bytes(String literal) {
        if (V4.matcher(literal).matches()) {
            return Inet4Address.ofLiteral(literal).getAddress();
        }
        if (V6.matcher(literal).matches() && Inet6Address.ofLiteral(literal) instanceof Inet6Address v6) {
            return v6.getAddress();
        }
        throw new IllegalArgumentException("expected an IPv4 or IPv6 address but got \"%s\"".formatted(literal));
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
