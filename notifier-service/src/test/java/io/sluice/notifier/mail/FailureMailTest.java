package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestJob;
import java.time.ZoneId;
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
        assertThat(mail.advice()).isEqualTo("Fix the cells listed in the report.");
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
    void advisesOnTheFirstError() {
        var account = TestAccount.fresh().facts();
        var error =
                new ErrorDocument("bom-present", null, 1L, null, 0L, null, null, "File starts with a byte order mark");

        var mail = FailureMail.of(
                TestJob.failed(account.accountId(), "File starts with a byte order mark", error), account);

        assertThat(mail.advice()).startsWith("Save the file as UTF-8 without a byte order mark");
    }
}
