package io.sluice.contracts.account;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// A range of IPv4 or IPv6 addresses, e.g. `203.0.113.0/24`; a single address is a range of one.
///
/// @param address without host names, zone and prefix
/// @param prefix how many leading bits count
public record AddressRange(String address, int prefix) {

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

    /// The same addresses in two ranges, for readers that do not understand the prefix 0.
    ///
    /// @throws IllegalStateException when the range is a single address
    public List<AddressRange> halves() {
        var upper = bytes(address);
        if (prefix == upper.length * 8) {
            throw new IllegalStateException("%s is a single address".formatted(this));
        }
        upper[prefix / 8] |= (byte) (0x80 >> prefix % 8);
        try {
            return List.of(
                    new AddressRange(address, prefix + 1),
                    new AddressRange(InetAddress.getByAddress(upper).getHostAddress(), prefix + 1));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address has the length of an address", impossible);
        }
    }

    private static byte[] bytes(String literal) {
        return InetAddress.ofLiteral(literal).getAddress();
    }

    @Override
    public String toString() {
        return address + "/" + prefix;
    }
}
