package io.sluice.notifier.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.notifier.parts.TestAccount;
import io.sluice.notifier.parts.TestJob;
import org.junit.jupiter.api.Test;

class FailureLetterTest {
    @Test
    void saysWhoseFileIsRefusedAndWhy() {
        var account = TestAccount.fresh("data@acme.example");

        var letter = FailureLetter.of(TestJob.failed(account.accountId()), account);

        assertThat(letter.subject())
                .isEqualTo("Acme Retail (%s): Order file 20200125_order.csv was refused:".formatted(account.accountId())
                        + " Invalid data type in column [cust_phone_no] at line 18; 3 errors in 1,204 rows");
        assertThat(letter.dataDate()).isEqualTo("2020-01-25");
        assertThat(letter.whenEnded()).isEqualTo("2021-05-21 10:11 Asia/Taipei");
        assertThat(letter.uploadPath()).isEqualTo("/sources/order/20200125_order.csv");
        assertThat(letter.moreErrors()).isEqualTo("1");
        assertThat(letter.advice()).isEqualTo("Mend the cells listed in the report.");
    }

    @Test
    void keepsLineBreaksOutOfTheSubject() {
        var account = TestAccount.facts(TestAccount.freshId(), "Acme\r\nBcc: all@evil.example", "data@acme.example");

        var letter = FailureLetter.of(TestJob.failed(account.accountId(), "Unknown column [a\nb\u202Ec]"), account);

        assertThat(letter.subject())
                .isEqualTo("Acme Bcc: all@evil.example (%s): Order file 20200125_order.csv was refused:"
                                .formatted(account.accountId())
                        + " Unknown column [a b c]");
    }

    @Test
    void cutsALongSubject() {
        var account = TestAccount.fresh("data@acme.example");

        var letter = FailureLetter.of(
                TestJob.failed(account.accountId(), "Unknown column [" + "x".repeat(500) + "]"), account);

        assertThat(letter.subject()).hasSize(180).endsWith("xxx...");
    }

    @Test
    void advisesOnTheFirstError() {
        var account = TestAccount.fresh("data@acme.example");
        var error =
                new ErrorDocument("bom-present", null, 1L, null, 0L, null, null, "File starts with a byte order mark");

        var letter = FailureLetter.of(
                TestJob.failed(account.accountId(), "File starts with a byte order mark", error), account);

        assertThat(letter.advice()).startsWith("Save the file as UTF-8 without a byte order mark");
    }
}
