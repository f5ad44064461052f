package io.sluice.notifier.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An account's contacts, divided into addresses that fit into a mail header and others.
///
/// @param leftOut the others, each with the reason
record Contacts(List<String> addresses, Map<String, String> leftOut) {
    /// One @, no spaces, no control characters, nothing that is syntax in a header or an envelope.
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s\\p{Cc}<>()\\[\\],;:\\\\\"@]+@[^\\s\\p{Cc}<>()\\[\\],;:\\\\\"@]+");

    private static final int LONGEST = 254;

    Contacts {
        addresses = List.copyOf(addresses);
        leftOut = Map.copyOf(leftOut);
    }

    static Contacts of(List<String> contacts) {
        var addresses = new ArrayList<String>();
        var leftOut = new LinkedHashMap<String, String>();
        for (var contact : contacts) {
            if (contact.length() > LONGEST || !ADDRESS.matcher(contact).matches()) {
                leftOut.put(contact, "no e-mail address");
            } else if (!addresses.contains(contact)) {
                addresses.add(contact);
            }
        }
        return new Contacts(addresses, leftOut);
    }

    /// The contacts without the mail when the server accepted these addresses.
    Map<String, String> leftOutExcept(List<String> accepted, String reason) {
        var all = new LinkedHashMap<>(leftOut);
        addresses.stream().filter(address -> !accepted.contains(address)).forEach(address -> all.put(address, reason));
        return all;
    }
}
