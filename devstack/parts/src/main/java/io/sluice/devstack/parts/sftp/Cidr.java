package io.sluice.devstack.parts.sftp;

import java.net.InetAddress;

/// A range of IP addresses such as `203.0.113.0/24`; an address alone is a range of one.
record Cidr(InetAddress network, int prefix) {

    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        try {
            InetAddress network = InetAddress.ofLiteral(address);
            int bits = network.getAddress().length * 8;
            int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > bits) {
                throw new IllegalArgumentException("prefix " + prefix);
            }
            return new Cidr(network, prefix);
        } catch (IllegalArgumentException cause) {
            throw new IllegalArgumentException(
                    "address range '" + text + "', expected CIDR such as 203.0.113.0/24 or 2001:db8::/32", cause);
        }
    }

    boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] candidate = address.getAddress();
        if (candidate.length != ours.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((candidate[bit / 8] & mask) != (ours[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
