package io.sluice.schema.account;

import java.util.List;
import java.util.Optional;

/// What an admin decides about an account, checked.
///
/// @param contacts e-mail addresses that get its mails
/// @param ipAllowlist CIDR blocks from which it may log in over SFTP; empty admits nobody
/// @param timeZone IANA id of the zone in which its day begins
/// @param locale BCP 47 tag
/// @param pickup its own schedule, `continuous` or a cron expression with a zone; empty: the platform's
/// @param retentionDays how long its jobs, mails and reports are kept; empty: the platform's time
/// @param batchFailureMails whether its contacts get a mail about each batch with refused records
public record AccountSettings(
        String name,
        List<String> contacts,
        List<String> ipAllowlist,
        String timeZone,
        String locale,
        Optional<String> pickup,
        long workspaceLimitBytes,
        long dailyUploadLimitBytes,
        Optional<Integer> retentionDays,
        boolean batchFailureMails) {

    public AccountSettings {
        contacts = List.copyOf(contacts);
        ipAllowlist = List.copyOf(ipAllowlist);
    }
}
