package io.sluice.sftpserver.account;

import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.SftpAccountDocument;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;

/// What an account's user may read about the account.
///
/// @param locale the user's language
/// @param timeZone in which the account's day begins
public record AccountTerms(Locale locale, ZoneId timeZone, Limits limits) {

    /// @throws IllegalArgumentException when a value is not understood here, e.g. a new time zone
    static AccountTerms of(SftpAccountDocument.Terms terms) {
        try {
            return new AccountTerms(
                    new Locale.Builder().setLanguageTag(terms.locale()).build(),
                    ZoneId.of(terms.timeZone()),
                    new Limits(terms.workspaceLimitBytes(), terms.dailyUploadLimitBytes()));
        } catch (DateTimeException | IllformedLocaleException unknown) {
            throw new IllegalArgumentException(unknown.getMessage(), unknown);
        }
    }
}
