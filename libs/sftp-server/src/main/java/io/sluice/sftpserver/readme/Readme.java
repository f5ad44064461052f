package io.sluice.sftpserver.readme;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.limit.NextPickups.Mode;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import io.sluice.sftpserver.account.AccountTerms;
import io.sluice.sftpserver.account.SftpAccount;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/// What an account's `README.txt` says: the naming rule, the account's sources, the next pick-up and the
/// limits, in the account's language if there is a translation, else in English.
///
/// @param terms empty when schema-service does not name them: the file says nothing of limits
/// @param pickup empty when sftp-watcher has not named one yet: the file says nothing of it
record Readme(AccountId accountId, Set<SourceType> sources, Optional<AccountTerms> terms, Optional<NextPickup> pickup) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);
    private static final String UNITS = "KMGTPE";
    private static final int KIBI = 1_024;

    static Readme of(SftpAccount account, Optional<NextPickup> pickup) {
        return new Readme(account.accountId(), account.sourceTypes(), account.terms(), pickup);
    }

    /// The text of the file.
    String text() {
        var words = ResourceBundle.getBundle(
                Readme.class.getPackageName() + ".Readme",
                terms.map(AccountTerms::locale).orElse(Locale.ENGLISH),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        var title = words.getString("title").formatted(accountId);
        var text = new StringJoiner("\n", "", "\n")
                .add(title)
                .add("=".repeat(title.codePointCount(0, title.length())))
                .add("")
                .add(words.getString("folders"))
                .add("  sources/<source>/    " + words.getString("upload-here"))
                .add("  processed/<source>/  " + words.getString("accepted"))
                .add("  invalid/<source>/    " + words.getString("refused"))
                .add("")
                .add(words.getString("names"))
                .add("  " + words.getString("name"))
                .add("  " + words.getString("date"))
                .add("  " + words.getString("ignored"))
                .add("")
                .add(words.getString("sources"));
        new TreeSet<>(sources.stream().map(SourceType::value).toList())
                .forEach(source -> text.add("  sources/%s/YYYYMMDD_%s.csv".formatted(source, source)));
        if (sources.isEmpty()) {
            text.add("  " + words.getString("no-sources"));
        }
        pickup.ifPresent(next -> text.add("").add(words.getString("pickup")).add("  " + sentence(words, next)));
        terms.ifPresent(account -> text.add("")
                .add(words.getString("limits"))
                .add("  "
                        + words.getString("workspace")
                                .formatted(bytes(account.limits().workspaceLimitBytes())))
                .add("  "
                        + words.getString("daily")
                                .formatted(bytes(account.limits().dailyUploadLimitBytes()), account.timeZone())));
        return text.toString();
    }

    private static String sentence(ResourceBundle words, NextPickup next) {
        return next.mode() == Mode.CONTINUOUS
                ? words.getString("continuous")
                : next.at()
                        .map(at -> words.getString("scheduled")
                                .formatted(MINUTE.format(at.atZone(next.zone().orElse(ZoneOffset.UTC)))))
                        .orElseGet(() -> words.getString("never"));
    }

    private static String bytes(long count) {
        if (count < KIBI) {
            return String.format(Locale.ROOT, "%,d bytes", count);
        }
        var unit = (63 - Long.numberOfLeadingZeros(count)) / 10;
        return String.format(
                Locale.ROOT, "%.1f %siB (%,d bytes)", count / Math.pow(KIBI, unit), UNITS.charAt(unit - 1), count);
    }
}
