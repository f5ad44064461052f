package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.UnreadFile;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.engine.report.ErrorCode;
import io.sluice.fixtures.TestAccount;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The committed page of all errors shows what the engine and the mail say. With `-Dsluice.write=true` the
/// test writes it.
@QuarkusTest
class ErrorsPageIT {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");

    /// The field cases of the page.
    private static final Set<String> SHOWN = Set.of(
            "empty",
            "utf8-bom-quoted-header",
            "utf16-bom",
            "gzip-as-csv",
            "xlsx-as-csv",
            "ods-as-csv",
            "cp1252-dash",
            "big5-text",
            "cut-in-a-character",
            "utf16-without-mark",
            "zero-filled-end",
            "cr-cr-lf",
            "classic-mac",
            "unclosed-in-row",
            "row-without-end",
            "no-header",
            "blank-first-line",
            "semicolons",
            "tab-in-csv",
            "sep-line",
            "trailing-comma",
            "duplicate-name",
            "missing-name",
            "camel-case-label",
            "sensitive-unknown-label",
            "misspelled-name",
            "backslash-quote",
            "short-rows",
            "unquoted-group",
            "blank-line-between",
            "accounting-group",
            "exponent-id",
            "us-date",
            "datetime-offset-no-colon",
            "time-skipped-by-zone",
            "birthday-hidden",
            "null-word",
            "enum-case",
            "lost-zeros",
            "required-cell",
            "md5-for-sha256",
            "second-of-a-pair",
            "key-of-two");

    @Inject
    MailTemplates templates;

    @Test
    void matchesWhatSendersRead() throws IOException {
        var page = page();

        if (Boolean.getBoolean("sluice.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("write it with: ./mvnw -pl notifier-service verify -Dit.test=ErrorsPageIT -Dsluice.write=true")
                .isEqualTo(page);
    }

    private String page() {
        var files = files();
        var page = new StringBuilder("""
                # Errors

                Every code that a report can hold, with refused files, their reports and the mails about them. A test \
                writes this page from what the engine and the notifier say (`ErrorsPageIT`).

                """);
        for (var code : ErrorCode.values()) {
            page.append("- [`%s`](#%s)%n".formatted(code.code(), code.code()));
        }
        for (var code : ErrorCode.values()) {
            page.append("\n## ").append(code.code()).append('\n');
            files.stream().filter(file -> file.code().equals(code.code())).forEach(file -> show(file, page));
        }
        return page.toString();
    }

    private static List<RefusedFile> files() {
        var files = new ArrayList<RefusedFile>();
        RefusedFile.cases().stream()
                .filter(fieldCase -> SHOWN.contains(fieldCase.get("id").textValue()))
                .map(RefusedFile::of)
                .forEach(files::add);
        files.add(RefusedFile.unread(ErrorCode.SCHEMA_ERROR, UnreadFile.withoutSource(new SourceType("order"))));
        files.add(RefusedFile.unread(ErrorCode.INTERNAL_ERROR, UnreadFile.notChecked(UnreadFile.UNEXPECTED_FAILURE)));
        files.add(RefusedFile.unread(
                ErrorCode.QUOTA_WORKSPACE,
                UnreadFile.overLimit(
                        LimitExceeded.ofBytes(Limit.WORKSPACE, 5_502_926_848L, 5_368_709_120L), 268_435_456L)));
        files.add(RefusedFile.unread(
                ErrorCode.QUOTA_DAILY,
                UnreadFile.overLimit(
                        LimitExceeded.ofBytes(Limit.DAILY, 1_205_862_400L, 1_073_741_824L), 268_435_456L)));
        assertThat(files).hasSize(SHOWN.size() + 4);
        assertThat(files.stream().map(RefusedFile::code))
                .containsAll(
                        Arrays.stream(ErrorCode.values()).map(ErrorCode::code).toList());
        return files;
    }

    private void show(RefusedFile file, StringBuilder page) {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();
        var mail = templates.write(new MailTrigger.JobFailed(file.finished(account.accountId())), account);
        page.append("""

                > %s

                The file:
                ```
                %s
                ```
                Its report `%s.errors.csv`:
                ```
                %s
                ```
                The mail "%s":
                ```
                %s
                ```
                """.formatted(
                        file.message().replace("<", "&lt;"),
                        file.content().stripTrailing(),
                        file.fileName(),
                        file.csv().stripTrailing(),
                        mail.subject(),
                        firstLines(mail.text())));
    }

    /// The mail down to what it says of the job.
    private static String firstLines(String mail) {
        return mail.substring(0, mail.indexOf("\nFile ")).strip();
    }
}
