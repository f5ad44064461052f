package io.sluice.notifier.outbox;

import java.util.regex.Pattern;

/// Gives each mail its Message-ID: the same at every attempt.
///
/// @param domain the part after the @
public record MessageIds(String domain) {
    private static final Pattern SENDER_DOMAIN = Pattern.compile("@([A-Za-z0-9.-]+)>?\\s*$");

    /// Message-IDs in the domain of a sender such as `Sluice <sluice@example.com>`.
    public static MessageIds of(String sender) {
        var found = SENDER_DOMAIN.matcher(sender);
        if (!found.find()) {
            throw new IllegalArgumentException(
                    "quarkus.mailer.from is \"%s\", expected an address such as Sluice <sluice@example.com>"
                            .formatted(sender));
        }
        return new MessageIds(found.group(1));
    }

    String of(MailId mail) {
        return "<%s@%s>".formatted(mail, domain);
    }
}
