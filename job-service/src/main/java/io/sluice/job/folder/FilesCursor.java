package io.sluice.job.folder;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where a page of files ended, as opaque text: the last path; of all accounts the account before it. A path
/// begins with a slash, and no account has one.
final class FilesCursor {
    private FilesCursor() {}

    static String after(String lastPath) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(lastPath.getBytes(StandardCharsets.UTF_8));
    }

    static String after(AccountFile.Place last) {
        return after(last.account() + last.path());
    }

    /// The last place of the previous page; empty when the text is no such cursor.
    static Optional<AccountFile.Place> readPlace(String text) {
        return read(text).filter(place -> place.indexOf('/') > 0).map(place -> {
            var slash = place.indexOf('/');
            return new AccountFile.Place(place.substring(0, slash), place.substring(slash));
        });
    }

    /// The last path of the previous page; empty when the text is no cursor.
    static Optional<String> read(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                    .filter(path -> path.indexOf('\0') < 0);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
