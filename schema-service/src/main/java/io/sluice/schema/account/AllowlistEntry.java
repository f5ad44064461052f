package io.sluice.schema.account;

import io.sluice.contracts.account.AddressRange;
import java.util.Optional;

/// Says what is wrong with an entry of an allow-list: sshd takes blocks like `203.0.113.0/24` or
/// `2001:db8::/32` with no bit set behind the prefix.
final class AllowlistEntry {
    private AllowlistEntry() {}

    /// Empty when the text is a block.
    static Optional<String> complaint(String text) {
        var slash = text.indexOf('/');
        var address = slash < 0 ? text : text.substring(0, slash);
        AddressRange single;
        try {
            single = AddressRange.parse(address);
        } catch (IllegalArgumentException noAddress) {
            return Optional.of("\"%s\" is no block of addresses, expected a CIDR like 203.0.113.0/24".formatted(text));
        }
        var bits = single.prefix();
        if (slash < 0) {
            return Optional.of(
                    "\"%s\" has no prefix length, for this one address write %s/%d".formatted(text, text, bits));
        }
        var length = text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > bits) {
            return Optional.of("\"%s\" has the prefix length \"%s\", expected 0 to %d".formatted(text, length, bits));
        }
        var block = new AddressRange(address, Integer.parseInt(length));
        return block.hasBitsBehindPrefix()
                ? Optional.of("\"%s\" has bits set behind its prefix, expected %s".formatted(text, block.network()))
                : Optional.empty();
    }
}
