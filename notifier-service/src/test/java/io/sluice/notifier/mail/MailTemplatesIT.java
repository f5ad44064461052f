package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.ignored.IgnoredFile;
import io.sluice.notifier.ignored.IgnoredFiles;
import io.sluice.notifier.limit.UsageLevel;
import io.sluice.notifier.parts.TestBatch;
import io.sluice.notifier.parts.TestJob;
import io.sluice.notifier.parts.TestUsage;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MailTemplatesIT {
    @Inject
    MailTemplates templates;

    @Test
    void describesAFailedJobInPlainText() {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();

        var text = templates
                .write(new MailTrigger.JobFailed(withFixedId(TestJob.failed(account.accountId()))), account)
                .text();

        assertThat(text).isEqualTo("""
                Hello Acme Retail,

                we could not take your file 20200125_order.csv.

                What        Invalid data type in column [cust_phone_no]: expected an Integer
                Where       line 18, column cust_phone_no
                How many    3 errors in 1,204 rows
                What to do  Fix the cells listed in the report, as each message says.

                File       20200125_order.csv
                Source     Order (order)
                Data date  2020-01-25
                Account    Acme Retail (110-1234-567)
                Checked    2021-05-21 10:11 Asia/Taipei
                Rows read  1,204
                Errors     3

                The first errors:

                  line 18, column cust_phone_no, value "***"
                    Invalid data type in column [cust_phone_no]: expected an Integer
                  line 40, column city, value "=cmd|' /C calc'!A0"
                    Value not allowed in column [city] (enum): expected one of Taipei, Tainan
                  ... and 1 more in the report.

                What to do:

                1. Fix the cells listed in the report, as each message says.
                2. Upload the file again under the same name: /sources/order/20200125_order.csv
                   The new upload replaces this one; nothing of the refused file was taken over.

                Where to find it (SFTP, in your directory):

                  your file    /invalid/order/20200125_order.csv
                  the report   /invalid/order/20200125_order.csv.errors.csv

                The report is also at GET /v1/110-1234-567/jobs/0123456789abcdef0123456789abcdef/errors

                --\s
                Sluice, job 0123456789abcdef0123456789abcdef
                You get this mail because you are a contact of account 110-1234-567.
                """);
    }

    @Test
    void describesABatchInPlainText() {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();
        var finished = TestBatch.failed(account.accountId(), "3ee694e5-0b77-2d1e-af19-1aa78f500785");

        var text =
                templates.write(new MailTrigger.BatchFailed(finished), account).text();

        assertThat(text).isEqualTo("""
                Hello Acme Retail,

                3 of 1,204 records of batch 3ee694e5-0b77-2d1e-af19-1aa78f500785 were refused.

                Batch      3ee694e5-0b77-2d1e-af19-1aa78f500785
                Account    Acme Retail (110-1234-567)
                Processed  2021-05-21 10:11 Asia/Taipei
                Records    1,204
                Imported   1,201
                Refused    3
                Source     Guest (batch_guest): 1,201 imported

                The first errors:

                  line 18, field email, type-error
                    Invalid data type in column [email]: *** is not an e-mail address
                  line 40, field price, constraint-error
                    Value not allowed in column [price] (minimum): "<b>-1</b>" is below 0
                  ... and 1 more in the log.

                What to do:

                Fix the records that the log lists, and send them again as a new batch with a new id. Do not send the others again: they are imported.

                The log lists every refused record. Its address is status.log in the answer of
                GET /v2/batches/3ee694e5-0b77-2d1e-af19-1aa78f500785

                --\s
                Sluice, job %s
                You get this mail because you are a contact of account 110-1234-567. The platform team can switch off
                mails about batches for the account.
                """.formatted(finished.jobId()));
    }

    @Test
    void asksForNothingWhenTheFaultIsOurs() {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();

        var mail = templates.write(
                new MailTrigger.JobFailed(withFixedId(TestJob.notChecked(account.accountId()))), account);

        assertThat(mail.text()).contains("""
                What to do:

                1. Nothing has to be done on your side. The fault is ours and your file is unchanged; the platform team was alerted and has it checked again.

                Where to find it (SFTP, in your directory):

                  your file    /invalid/order/20200125_order.csv
                """);
        assertThat(mail.html())
                .contains("20200125_order.csv could not be checked")
                .doesNotContain("Upload the file");
    }

    @Test
    void escapesTextFromOutside() {
        var account = TestAccount.of("110-1234-567")
                .name("<b>Acme</b> & Sons")
                .zone(ZoneId.of("Asia/Taipei"))
                .facts();
        var error = new ErrorDocument(
                "type-error", null, 2L, 1L, null, "a<i>", "<script>alert(1)</script>", "Invalid \"x\" & <y>");

        var html = templates
                .write(
                        new MailTrigger.JobFailed(TestJob.failed(
                                account.accountId(), "Invalid data type in column [<img src=x>]", error)),
                        account)
                .html();

        assertThat(html)
                .contains("&lt;b&gt;Acme&lt;/b&gt; &amp; Sons")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("Invalid &quot;x&quot; &amp; &lt;y&gt;")
                .doesNotContain("<script", "<img", "<b>", "<i>");
    }

    @Test
    void showsTheErrorsAsATable() throws IOException {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();

        var html = templates
                .write(new MailTrigger.JobFailed(TestJob.failed(account.accountId())), account)
                .html();
        // To be looked at in a browser.
        Files.writeString(Path.of("target", "failure-mail.html"), html);

        assertThat(html)
                .contains("<th ", "cust_phone_no</td>", "***</td>")
                .contains("&hellip; and 1 more in the report.")
                .contains("/invalid/order/20200125_order.csv.errors.csv");
    }

    @Test
    void announcesInPlainTextThatTheDailyLimitIsNear() {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();
        var crossing = TestUsage.daily(UsageLevel.NEAR, 869_730_878, 1_073_741_824);

        var text =
                templates.write(new MailTrigger.LimitCrossed(crossing), account).text();

        assertThat(text).isEqualTo("""
                Hello Acme Retail,

                81 % of your daily upload limit is used.

                Used      829.4 MiB (869,730,878 bytes), 81 %
                Limit     1.0 GiB (1,073,741,824 bytes)
                Account   Acme Retail (110-1234-567)
                Measured  2026-11-21 20:00 Asia/Taipei
                Day ends  2026-11-22 00:00 Asia/Taipei

                What happens now:

                Uploads are taken as before. Over the limit you can still read your files, but no longer upload,\
                 until the day ends at 2026-11-22 00:00 Asia/Taipei.

                What you can do:

                1. Keep what can wait for after 2026-11-22 00:00 Asia/Taipei. A file that you upload again counts again.
                2. Ask the platform team to raise the limit.

                Both limits and what you use of them are at GET /v1/110-1234-567/usage

                --\s
                Sluice
                You get this mail because you are a contact of account 110-1234-567.
                """);
    }

    @Test
    void announcesInPlainTextThatTheDirectoryHasManyFiles() {
        var account = TestAccount.of("110-1234-567").facts();
        var crossing = TestUsage.files(UsageLevel.NEAR, 80_000, 100_000);

        var text =
                templates.write(new MailTrigger.LimitCrossed(crossing), account).text();

        assertThat(text)
                .contains("Used      80,000 files, 80 %\nLimit     100,000 files\n")
                .contains(
                        "\n\nFiles in /sources, /processed and /invalid count, and those that are being processed.\n\n-- ")
                .doesNotContain("/usage", "Day ends");
    }

    @Test
    void announcesInHtmlThatTheDirectoryIsFull() throws IOException {
        var account = TestAccount.of("110-1234-567")
                .name("<b>Acme</b> & Sons")
                .zone(ZoneId.of("Asia/Taipei"))
                .facts();
        var crossing = TestUsage.workspace(UsageLevel.REACHED, 5_368_709_121L, 5_368_709_120L);

        var html =
                templates.write(new MailTrigger.LimitCrossed(crossing), account).html();
        // To be looked at in a browser.
        Files.writeString(Path.of("target", "limit-mail.html"), html);

        assertThat(html)
                .contains("&lt;b&gt;Acme&lt;/b&gt; &amp; Sons (110-1234-567)")
                .contains("<h1 ", "Your directory is full</h1>")
                .contains("5.0 GiB (5,368,709,121 bytes), 100 %")
                .doesNotContain("Day ends", "<b>");
    }

    @Test
    void listsIgnoredFilesInPlainText() throws IOException {
        var account = TestAccount.of("110-1234-567")
                .zone(ZoneId.of("Asia/Taipei"))
                .sources("order", "member")
                .facts();
        var files = new IgnoredFiles(
                account.accountId(),
                1,
                List.of(
                        ignored(
                                "/sources/order/20200129_x_final.csv",
                                "\"x_final\" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv; rename it to 20200129_order.csv"),
                        ignored(
                                "/sources/member/list\u200B.xlsx",
                                "Unknown extension .xlsx, expected YYYYMMDD_member.csv or YYYYMMDD_member.tsv"),
                        ignored("/sources/<b>/notes.csv", "<b> is no registered source of account 110-1234-567")),
                1_203,
                TestUsage.NOON);

        var mail = templates.write(new MailTrigger.FilesIgnored(files), account);
        // To be looked at in a browser.
        Files.writeString(Path.of("target", "ignored-mail.html"), mail.html());

        assertThat(mail.html()).contains("/sources/&lt;b&gt;/notes.csv").doesNotContain("<b>");
        assertThat(mail.text()).isEqualTo("""
                Hello Acme Retail,

                1,203 files are ignored: files with other names, or in other places, are never taken.

                What        1,203 files are ignored
                Where       /sources/order/, /sources/member/, /sources/<b>/
                What to do  Give each file the name and the place that is expected. Then it is taken.

                Account    Acme Retail (110-1234-567)
                Looked     2026-11-21 20:00 Asia/Taipei

                The files:

                  /sources/order/20200129_x_final.csv
                    "x_final" is no source of the account, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv; rename it to 20200129_order.csv
                    expected: /sources/order/20200129_order.csv
                  /sources/member/list\\u200B.xlsx
                    Unknown extension .xlsx, expected YYYYMMDD_member.csv or YYYYMMDD_member.tsv
                    expected: /sources/member/YYYYMMDD_member.csv, its content saved as CSV
                  /sources/<b>/notes.csv
                    <b> is no registered source of account 110-1234-567
                  ... and 1,200 more.

                All ignored files are at GET /v1/110-1234-567/files?state=ignored
                The rule for names is in /README.txt of your directory.
                Files that you do not want to be taken may stay where they are; no other mail names them.

                --\s
                Sluice
                You get this mail because you are a contact of account 110-1234-567.
                """);
    }

    private static IgnoredFile ignored(String path, String reason) {
        return new IgnoredFile(path, reason, 1, TestUsage.NOON, false);
    }

    private static JobFinished withFixedId(JobFinished finished) {
        var validated = finished.validated();
        var job = finished.job();
        return new JobFinished(
                new UploadValidated(
                        new JobRef(
                                new JobId("0123456789abcdef0123456789abcdef"),
                                job.accountId(),
                                job.sourceType(),
                                job.dataDate(),
                                job.fileName()),
                        validated.outcome(),
                        validated.sourceName(),
                        validated.schemaVersion(),
                        validated.rows(),
                        validated.rowsAccepted(),
                        validated.errorCount(),
                        validated.errorMessage(),
                        validated.firstErrors(),
                        validated.hasReport(),
                        validated.size(),
                        validated.sha256(),
                        validated.receivedAt(),
                        validated.startedAt(),
                        validated.validatedAt()),
                finished.path(),
                finished.reportPath(),
                finished.finishedAt());
    }
}
