package io.sluice.notifier.mail;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.file.ExpectedPath;
import io.sluice.contracts.file.UploadName;
import io.sluice.notifier.ignored.IgnoredFile;
import io.sluice.notifier.ignored.IgnoredFiles;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The texts of a mail about ignored files, each a single line, ready for the templates.
///
/// @param headline how many files are ignored, as a sentence
/// @param where the folders of the files that the mail names; empty when it names none
/// @param files those that the mail names
/// @param moreFiles how many it does not name
/// @param foundAt in the account's time zone
public record IgnoredFilesMail(
        String subject,
        String accountName,
        String accountId,
        String headline,
        String where,
        List<Row> files,
        String moreFiles,
        String foundAt) {

    private static final int LONGEST_SUBJECT = 180;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_FOLDERS = 5;

    public IgnoredFilesMail {
        files = List.copyOf(files);
    }

    /// One file in the mail's list.
    ///
    /// @param expected the path that it should have, with `YYYYMMDD` for a day that its name does not show;
    /// empty when its source is not known either
    public record Row(String path, String reason, String expected) {
        static Row of(IgnoredFile file, AccountFacts account) {
            return new Row(
                    SingleLineText.of(UploadName.visible(file.path())),
                    SingleLineText.of(file.reason()),
                    ExpectedPath.of(file.path(), account)
                            // A link, for example, has the right name already.
                            .filter(path -> !path.path().equals(file.path()))
                            .map(path -> path.isText()
                                    ? path.path()
                                    : "%s, its content saved as %s"
                                            .formatted(
                                                    path.path(),
                                                    path.extension().toUpperCase(Locale.ROOT)))
                            .orElse(""));
        }
    }

    /// The texts for an account and its ignored files.
    public static IgnoredFilesMail of(IgnoredFiles ignored, AccountFacts account) {
        var accountName = SingleLineText.of(account.name(), LONGEST_NAME);
        var headline = ignored.total() == 1
                ? "1 file is ignored"
                : "%s files are ignored".formatted(MailFormat.number(ignored.total()));
        var unnamed = ignored.total() - ignored.files().size();
        return new IgnoredFilesMail(
                SingleLineText.of("%s (%s): %s".formatted(accountName, account.accountId(), headline), LONGEST_SUBJECT),
                accountName,
                account.accountId().value(),
                headline,
                where(ignored.files()),
                ignored.files().stream().map(file -> Row.of(file, account)).toList(),
                unnamed > 0 ? MailFormat.number(unnamed) : "",
                MailFormat.time(ignored.foundAt(), account.timeZone()));
    }

    private static String where(List<IgnoredFile> files) {
        var folders = files.stream()
                .map(file -> SingleLineText.of(
                        UploadName.visible(file.path().substring(0, file.path().lastIndexOf('/') + 1))))
                .distinct()
                .toList();
        return folders.stream().limit(MOST_FOLDERS).collect(Collectors.joining(", "))
                + (folders.size() > MOST_FOLDERS ? ", ..." : "");
    }
}
