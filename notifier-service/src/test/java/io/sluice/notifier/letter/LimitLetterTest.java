package io.sluice.notifier.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.notifier.limit.Level;
import io.sluice.notifier.parts.TestAccount;
import io.sluice.notifier.parts.TestUsage;
import org.junit.jupiter.api.Test;

class LimitLetterTest {
    private static final AccountFacts ACCOUNT =
            TestAccount.facts(new AccountId("110-1234-567"), "Acme Retail", "data@acme.example");

    @Test
    void saysHowFullTheDirectoryIs() {
        var letter = LimitLetter.of(TestUsage.workspace(Level.NEAR, 850, 1_000), ACCOUNT);

        assertThat(letter.subject()).isEqualTo("Acme Retail (110-1234-567): Your directory is 85 % full");
        assertThat(letter.used()).isEqualTo("850 bytes, 85 %");
        assertThat(letter.limit()).isEqualTo("1000 bytes");
        assertThat(letter.dayEnds()).isEmpty();
        assertThat(letter.consequence())
                .isEqualTo("Uploads are taken as before. Over the limit you can still read your files, but no longer"
                        + " upload, until there is room again.");
        assertThat(letter.advice())
                .containsExactly(
                        "Remove files below /sources that nobody will take. They are listed at"
                                + " GET /v1/110-1234-567/files?state=ignored.",
                        "Ask the platform team to raise the limit.");
    }

    @Test
    void saysThatTheDirectoryIsFullAndUntilWhen() {
        var letter = LimitLetter.of(TestUsage.workspace(Level.REACHED, 1_001, 1_000), ACCOUNT);

        assertThat(letter.subject()).isEqualTo("Acme Retail (110-1234-567): Your directory is full");
        assertThat(letter.consequence())
                .isEqualTo("You can read your files, but no longer upload, until there is room again. The upload that"
                        + " went over the limit is refused; another mail says by how much.");
        assertThat(letter.advice())
                .containsExactly(
                        "Wait: room comes back by itself when the oldest files in /processed and /invalid are archived.",
                        "Ask the platform team to make room or to raise the limit.");
    }

    @Test
    void saysThatTheDaysLimitIsUsedUpAndUntilWhen() {
        var letter = LimitLetter.of(TestUsage.daily(Level.REACHED, 1_205, 1_000), ACCOUNT);

        assertThat(letter.subject()).isEqualTo("Acme Retail (110-1234-567): Your daily upload limit is used up");
        assertThat(letter.used()).isEqualTo("1.2 KiB (1,205 bytes), 120 %");
        assertThat(letter.consequence())
                .isEqualTo("You can read your files, but no longer upload, until the day ends at"
                        + " 2026-11-22 00:00 Asia/Taipei. The upload that went over the limit is refused; another mail"
                        + " says by how much.");
        assertThat(letter.advice())
                .containsExactly(
                        "Upload what is left after 2026-11-22 00:00 Asia/Taipei.",
                        "Ask the platform team to raise the limit.");
    }

    @Test
    void doesNotSpeakOfARefusedUploadWhenTheLimitIsJustReached() {
        var letter = LimitLetter.of(TestUsage.daily(Level.REACHED, 1_000, 1_000), ACCOUNT);

        assertThat(letter.consequence())
                .isEqualTo("The next upload goes over the limit and is refused. From then on you can read your files,"
                        + " but no longer upload, until the day ends at 2026-11-22 00:00 Asia/Taipei.");
    }

    @Test
    void keepsLineBreaksOutOfTheSubject() {
        var account = TestAccount.facts(TestAccount.freshId(), "Acme\r\nBcc: all@evil.example", "data@acme.example");

        var letter = LimitLetter.of(TestUsage.daily(Level.NEAR, 800, 1_000), account);

        assertThat(letter.subject())
                .isEqualTo("Acme Bcc: all@evil.example (%s): 80 %% of your daily upload limit is used"
                        .formatted(account.accountId()));
    }
}
