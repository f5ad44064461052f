package io.sluice.notifier.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.fixtures.TestAccount;
import io.sluice.notifier.limit.UsageLevel;
import io.sluice.notifier.parts.TestUsage;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LimitMailTest {
    private static final AccountFacts ACCOUNT =
            TestAccount.of("110-1234-567").zone(ZoneId.of("Asia/Taipei")).facts();

    @Test
    void saysHowFullTheDirectoryIs() {
        var mail = LimitMail.of(TestUsage.workspace(UsageLevel.NEAR, 850, 1_000), ACCOUNT);

        assertThat(mail.subject()).isEqualTo("Acme Retail (110-1234-567): Your directory is 85 % full");
        assertThat(mail.used()).isEqualTo("850 bytes, 85 %");
        assertThat(mail.limit()).isEqualTo("1000 bytes");
        assertThat(mail.dayEnds()).isEmpty();
        assertThat(mail.consequence())
                .isEqualTo("Uploads are taken as before. Over the limit you can still read your files, but no longer"
                        + " upload, until there is room again.");
        assertThat(mail.advice())
                .containsExactly(
                        "Remove files below /sources that nobody will take. They are listed at"
                                + " GET /v1/110-1234-567/files?state=ignored.",
                        "Ask the platform team to raise the limit.");
    }

    @Test
    void saysThatTheDirectoryIsFullAndUntilWhen() {
        var mail = LimitMail.of(TestUsage.workspace(UsageLevel.REACHED, 1_001, 1_000), ACCOUNT);

        assertThat(mail.subject()).isEqualTo("Acme Retail (110-1234-567): Your directory is full");
        assertThat(mail.consequence())
                .isEqualTo("You can read your files, but no longer upload, until there is room again. The upload that"
                        + " went over the limit is refused; another mail says by how much.");
        assertThat(mail.advice())
                .containsExactly(
                        "Wait: room comes back by itself when the oldest files in /processed and /invalid are archived.",
                        "Ask the platform team to make room or to raise the limit.");
    }

    @Test
    void saysThatTheDailyLimitIsUsedUpAndUntilWhen() {
        var mail = LimitMail.of(TestUsage.daily(UsageLevel.REACHED, 1_205, 1_000), ACCOUNT);

        assertThat(mail.subject()).isEqualTo("Acme Retail (110-1234-567): Your daily upload limit is used up");
        assertThat(mail.used()).isEqualTo("1.2 KiB (1,205 bytes), 120 %");
        assertThat(mail.consequence())
                .isEqualTo("You can read your files, but no longer upload, until the day ends at"
                        + " 2026-11-22 00:00 Asia/Taipei. The upload that went over the limit is refused; another mail"
                        + " says by how much.");
        assertThat(mail.advice())
                .containsExactly(
                        "Upload what is left after 2026-11-22 00:00 Asia/Taipei.",
                        "Ask the platform team to raise the limit.");
    }

    @Test
    void saysHowManyFilesTheDirectoryHas() {
        var mail = LimitMail.of(TestUsage.files(UsageLevel.NEAR, 80_000, 100_000), ACCOUNT);

        assertThat(mail.subject())
                .isEqualTo("Acme Retail (110-1234-567): Your directory has 80 % of the files that it may have");
        assertThat(mail.used()).isEqualTo("80,000 files, 80 %");
        assertThat(mail.limit()).isEqualTo("100,000 files");
        assertThat(mail.dayEnds()).isEmpty();
        assertThat(mail.inUsage()).isFalse();
        assertThat(mail.consequence())
                .isEqualTo("Uploads are taken as before. Over the limit you can still read your files, but no longer"
                        + " upload, until there is room again.");
    }

    @Test
    void saysThatTheDirectoryHasTooManyFiles() {
        var mail = LimitMail.of(TestUsage.files(UsageLevel.REACHED, 100_001, 100_000), ACCOUNT);

        assertThat(mail.subject())
                .isEqualTo("Acme Retail (110-1234-567): Your directory has as many files as it may have");
        assertThat(mail.consequence())
                .isEqualTo("You can read your files, but no longer upload, until there is room again. The upload that"
                        + " went over the limit is refused; another mail says by how much.");
    }

    @Test
    void mentionsNoRefusedUploadWhenTheLimitIsJustReached() {
        var mail = LimitMail.of(TestUsage.daily(UsageLevel.REACHED, 1_000, 1_000), ACCOUNT);

        assertThat(mail.consequence())
                .isEqualTo("The next upload goes over the limit and is refused. From then on you can read your files,"
                        + " but no longer upload, until the day ends at 2026-11-22 00:00 Asia/Taipei.");
    }

    @Test
    void keepsLineBreaksOutOfTheSubject() {
        var account = TestAccount.fresh().name("Acme\r\nBcc: all@evil.example").facts();

        var mail = LimitMail.of(TestUsage.daily(UsageLevel.NEAR, 800, 1_000), account);

        assertThat(mail.subject())
                .isEqualTo("Acme Bcc: all@evil.example (%s): 80 %% of your daily upload limit is used"
                        .formatted(account.accountId()));
    }
}
