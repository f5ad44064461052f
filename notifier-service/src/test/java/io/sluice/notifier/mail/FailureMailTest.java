package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobFinished;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestJob;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureMailTest {
    @Test
    void saysWhoseFileIsRefusedAndWhy() {
        var account = TestAccount.fresh().zone(ZoneId.of("Asia/Taipei")).facts();

        var mail = FailureMail.of(TestJob.failed(account.accountId()), account);

        assertThat(mail.subject())
                .isEqualTo("Acme Retail (%s): Order file 20200125_order.csv was refused:".formatted(account.accountId())
                        + " Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows");
        assertThat(mail.dataDate()).isEqualTo("2020-01-25");
        assertThat(mail.endedAt()).isEqualTo("2021-05-21 10:11 Asia/Taipei");
        assertThat(mail.uploadPath()).isEqualTo("/sources/order/20200125_order.csv");
        assertThat(mail.moreErrors()).isEqualTo("1");
        assertThat(mail.advice()).isEqualTo("Fix the cells listed in the report, as each message says.");
    }

    @Test
    void keepsLineBreaksOutOfTheSubject() {
        var account = TestAccount.fresh().name("Acme\r\nBcc: all@evil.example").facts();

        var mail = FailureMail.of(TestJob.failed(account.accountId(), "Unknown column [a\nb\u202Ec]"), account);

        assertThat(mail.subject())
                .isEqualTo("Acme Bcc: all@evil.example (%s): Order file 20200125_order.csv was refused:"
                                .formatted(account.accountId())
                        + " Unknown column [a b c]");
    }

    @Test
    void cutsALongSubject() {
        var account = TestAccount.fresh().facts();

        var mail = FailureMail.of(
                TestJob.failed(account.accountId(), "Unknown column [" + "x".repeat(500) + "]"), account);

        assertThat(mail.subject()).hasSize(180).endsWith("xxx...");
    }

    @Test
    void saysThatTheFaultIsOursAndThatNothingHasToBeDone() {
        var account = TestAccount.fresh().facts();

        var mail = FailureMail.of(TestJob.notChecked(account.accountId()), account);

        assertThat(mail.subject())
                .isEqualTo("Acme Retail (%s): Order file 20200125_order.csv could not be checked, the fault is ours"
                        .formatted(account.accountId()));
        assertThat(mail.problem())
                .isEqualTo("Could not be checked: Sluice failed; the file is unchanged and nothing has to be done");
        assertThat(mail.advice()).startsWith("Nothing has to be done on your side. The fault is ours");
        assertThat(mail.uploadPath()).isEmpty();
        assertThat(mail.filePath()).isEqualTo("/invalid/order/20200125_order.csv");
    }

    @Test
    void asksForALostFileAgain() {
        var account = TestAccount.fresh().facts();
        var finished = TestJob.notChecked(account.accountId());

        var mail = FailureMail.of(
                new JobFinished(finished.validated(), Optional.empty(), Optional.empty(), finished.finishedAt()),
                account);

        assertThat(mail.advice()).startsWith("The fault is ours: the file was lost");
        assertThat(mail.uploadPath()).isEqualTo("/sources/order/20200125_order.csv");
        assertThat(mail.filePath()).isEmpty();
    }

    @Test
    void asksForNothingWhenTheFileIsKept() {
        var account = TestAccount.fresh().facts();
        var finished = TestJob.notChecked(account.accountId());

        var mail = FailureMail.of(
                new JobFinished(finished.validated(), Optional.empty(), Optional.empty(), finished.finishedAt(), true),
                account);

        assertThat(mail.advice()).startsWith("Nothing has to be done on your side. The fault is ours");
        assertThat(mail.uploadPath()).isEmpty();
        assertThat(mail.filePath()).isEmpty();
    }

    @Test
    void advisesOnTheFirstError() {
        var account = TestAccount.fresh().facts();
        var error =
                new ErrorDocument("bom-present", null, 1L, null, 0L, null, null, "File starts with a byte order mark");

        var mail = FailureMail.of(
                TestJob.failed(account.accountId(), "File starts with a byte order mark", error), account);

        assertThat(mail.advice()).isEqualTo("Save or export the file again in the way that the message names.");
    }
}
