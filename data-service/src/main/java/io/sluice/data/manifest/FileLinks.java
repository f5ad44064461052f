package io.sluice.data.manifest;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.JobRef;
import io.sluice.web.address.AddressSigner;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The addresses at which clients get data files: `/data-files/<accuid>/<source_type>/<date>/<name>?…`, of
/// entities with `snapshot` in place of the date. The signature covers the file's key and size, so an address
/// serves one file for an hour, without a look into the database. Thread-safe.
final class FileLinks {
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final String PURPOSE = "data-files";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}(-[0-9a-f]{8})?\\.parquet");

    private final String base;
    private final AddressSigner signer;
    private final Clock clock;

    /// @param publicUrl with or without a `/` at its end
    FileLinks(String publicUrl, AddressSigner signer, Clock clock) {
        this.base = publicUrl.replaceFirst("/+$", "");
        this.signer = signer;
        this.clock = clock;
    }

    String href(JobRef job, DataFile file) {
        return href(job.accountId(), job.sourceType(), new DataPart.Day(job.dataDate()), file);
    }

    String href(AccountId account, SourceType source, DataPart part, DataFile file) {
        return "%s/%s/%s/%s/%s/%s?size=%d&%s"
                .formatted(
                        base,
                        PURPOSE,
                        account,
                        source,
                        part.text(),
                        file.key().substring(file.key().lastIndexOf('/') + 1),
                        file.size(),
                        signer.sign(
                                facts(file.key(), Long.toString(file.size())),
                                clock.instant().plus(LIFETIME)));
    }

    /// The key of the file that an address names; empty when it cannot be one.
    static Optional<String> key(AccountId account, SourceType source, DataPart part, String name) {
        return NAME.matcher(name).matches()
                ? Optional.of("%sdata/%s/%s".formatted(DataKeys.ofSource(account, source), part.folder(), name))
                : Optional.empty();
    }

    AddressSigner.Check check(String key, String size, String expiry, String keyId, String signature) {
        return signer.check(facts(key, size), expiry, keyId, signature);
    }

    private static List<String> facts(String key, String size) {
        return List.of(PURPOSE, key, size);
    }
}
