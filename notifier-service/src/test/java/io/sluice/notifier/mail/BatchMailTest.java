package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.parts.TestBatch;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class BatchMailTest {
    private static final String REF = "3ee694e5-0b77-2d1e-af19-1aa78f500785";

    @Test
    void saysHowManyRecordsOfWhichBatchAreRefused() {
        var account =
                TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();

        var mail = BatchMail.of(TestBatch.failed(account.accountId(), REF), account);

        assertThat(mail.subject())
                .isEqualTo(
                        "Acme Retail (110-1234-567): batch %s: Invalid data type in column [email] at line 18; 3 of 1,204 records refused"
                                .formatted(REF));
        assertThat(mail.headline()).isEqualTo("3 of 1,204 records of batch %s were refused".formatted(REF));
        assertThat(mail.imported()).isEqualTo("1,201");
        assertThat(mail.moreErrors()).isEqualTo("1");
        assertThat(mail.endedAt()).isEqualTo("2021-05-21 10:11 Asia/Taipei");
        assertThat(mail.errors())
                .first()
                .isEqualTo(new BatchMail.ErrorLine(
                        "18",
                        "email",
                        "type-error",
                        "Invalid data type in column [email]: *** is not an e-mail address"));
        assertThat(mail.advice()).startsWith("Fix the records that the log lists");
    }

    @Test
    void saysThatNothingOfAnUnreadableFileIsImported() {
        var account = TestAccount.fresh().facts();
        var finished = TestBatch.unreadable(account.accountId());

        var mail = BatchMail.of(finished, account);

        assertThat(mail.headline()).isEqualTo("Nothing of batch %s could be imported".formatted(finished.batchRef()));
        assertThat(mail.errors())
                .containsExactly(new BatchMail.ErrorLine(
                        "", "", "format-error", "The gzip file is cut off: its end is missing"));
        assertThat(mail.moreErrors()).isEmpty();
        assertThat(mail.advice()).startsWith("Make the file anew as the log says");
    }

    @Test
    void saysThatTheFaultIsOurs() {
        var account = TestAccount.fresh().facts();

        var mail = BatchMail.of(TestBatch.notProcessed(account.accountId()), account);

        assertThat(mail.advice()).startsWith("The fault is ours.");
    }

    @Test
    void keepsLineBreaksOutOfTheSubjectAndCutsIt() {
        var account = TestAccount.fresh().name("Acme\r\nBcc: all@evil.example").facts();

        var mail = BatchMail.of(TestBatch.failed(account.accountId()), account);

        assertThat(mail.subject()).startsWith("Acme Bcc: all@evil.example (").hasSizeLessThanOrEqualTo(180);
    }
}
