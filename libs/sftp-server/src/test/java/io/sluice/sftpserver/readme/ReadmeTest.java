package io.sluice.sftpserver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.limit.NextPickups.Mode;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import io.sluice.sftpserver.account.AccountTerms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadmeTest {
    private static final AccountId ACCOUNT = new AccountId("110-1234-567");
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final Optional<NextPickup> AT_SIX = Optional.of(
            new NextPickup(Mode.SCHEDULED, Optional.of(Instant.parse("2026-11-29T22:00:00Z")), Optional.of(TAIPEI)));

    @Test
    void saysTheRuleTheSourcesThePickUpAndTheLimits() {
        var text = readme("en", AT_SIX).text();

        assertThat(text).isEqualTo("""
                Files of account 110-1234-567
                =============================

                Folders
                  sources/<source>/    upload here
                  processed/<source>/  accepted files, read-only
                  invalid/<source>/    refused files, each with its error report beside it, read-only

                The name of a file
                  YYYYMMDD_<source>.csv or YYYYMMDD_<source>.tsv, in the folder of its source
                  YYYYMMDD is the day to which the data belongs, for example 20200125
                  A file with another name or in another place is never taken

                Your sources
                  sources/member/YYYYMMDD_member.csv
                  sources/order/YYYYMMDD_order.csv

                The next pick-up
                  2026-11-30 06:00 Asia/Taipei: a file whose upload is complete by then is taken

                Your limits
                  5.0 GiB (5,368,709,120 bytes) for all files in these folders
                  1.0 GiB (1,073,741,824 bytes) of uploads a day; the day ends at midnight (Asia/Taipei)
                """);
    }

    @Test
    void saysItInTheAccountsLanguage() {
        var text = readme("zh-TW", AT_SIX).text();

        assertThat(text)
                .startsWith("帳號 110-1234-567 的檔案\n===================\n\n資料夾\n  sources/<source>/    請上傳到這裡\n")
                .contains("\n下次收取時間\n  2026-11-30 06:00 Asia/Taipei：在此之前上傳完成的檔案會被收取\n")
                .endsWith("\n  每日上傳量：1.0 GiB (1,073,741,824 bytes)；每日於午夜重新計算（Asia/Taipei）\n");
    }

    @ParameterizedTest
    @CsvSource({"zh-HK, 帳號", "zh-Hant, 帳號", "zh-CN, 账号", "zh-SG, 账号", "ja, アカウント", "ko, Files", "en-GB, Files"})
    void findsTheNearestTranslation(String locale, String start) {
        assertThat(readme(locale, AT_SIX).text()).startsWith(start);
    }

    @Test
    void saysThatFilesAreTakenAtOnce() {
        var text = readme("en", Optional.of(NextPickup.CONTINUOUS)).text();

        assertThat(text).contains("The next pick-up\n  Each file is taken as soon as its upload is complete\n");
    }

    @Test
    void leavesOutWhatNobodyNamed() {
        var text = new Readme(ACCOUNT, Set.of(), Optional.empty(), Optional.empty()).text();

        assertThat(text).endsWith("Your sources\n  none yet\n").doesNotContain("pick-up", "limits");
    }

    private static Readme readme(String locale, Optional<NextPickup> pickup) {
        return new Readme(
                ACCOUNT,
                Set.of(new SourceType("order"), new SourceType("member")),
                Optional.of(new AccountTerms(Locale.forLanguageTag(locale), TAIPEI, new Limits(5L << 30, 1L << 30))),
                pickup);
    }
}
