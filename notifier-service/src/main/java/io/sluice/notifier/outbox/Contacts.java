package io.sluice.notifier.outbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// An account's contacts, parted into addresses that a mail header can carry and others.
///
/// @param leftOut each with the reason
record Contacts(List<String> addresses, Map<String, String> leftOut) {
    /// One @, no blanks, no control characters, nothing that a header or an envelope would read as syntax.
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

    /// The contacts that the server did not take, besides those that are no addresses.
    Map<String, String> leftOutBut(List<String> taken, String reason) {
        var all = new LinkedHashMap<>(leftOut);
        addresses.stream().filter(address -> !taken.contains(address)).forEach(address -> all.put(address, reason));
        return all;
    }
}
