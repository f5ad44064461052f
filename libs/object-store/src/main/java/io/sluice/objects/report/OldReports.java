package io.sluice.objects.report;

import io.sluice.contracts.account.AccountId;
import io.sluice.objects.ObjectRequests;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.objects.StoreClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Removes reports whose time is over, account by account, a page of keys at a time.
///
/// It compares with the store's clock, so the clock of this process does not matter. A job id begins with the
/// time, so an account's oldest reports come first: a page without an old one ends the search.
@ApplicationScoped
public class OldReports {
    private static final int PAGE = 1_000;

    private final S3Client objects;
    private final String bucket;
    private final int page;
    private final ObjectRequests requests;
    private final StoreClock clock;

    @Inject
    public OldReports(S3Client objects, @ConfigProperty(name = "sluice.objects.bucket") String bucket) {
        this(objects, bucket, PAGE);
    }

    OldReports(S3Client objects, String bucket, int page) {
        this.objects = objects;
        this.bucket = bucket;
        this.page = page;
        this.requests = new ObjectRequests(bucket);
        this.clock = new StoreClock(objects, bucket);
    }

    /// Removes them; the number of reports.
    ///
    /// @param retention how long the reports of an account are kept; empty when that is not known now
    /// @param stopped becomes true when the process stops
    /// @throws ObjectStoreUnavailableException when the store does not answer; what is removed stays removed
    public long remove(Function<AccountId, Optional<Duration>> retention, BooleanSupplier stopped) {
        var now = clock.now();
        var removed = 0L;
        for (var account : requests.run("list accounts with reports", this::accounts)) {
            var kept = retention.apply(account);
            if (kept.isPresent()) {
                removed += remove(account, now.minus(kept.get()), stopped);
            }
        }
        return removed;
    }

    private List<AccountId> accounts() {
        return objects
                .listObjectsV2Paginator(request ->
                        request.bucket(bucket).prefix(ReportKeys.ROOT).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .flatMap(prefix ->
                        AccountId.of(prefix.substring(ReportKeys.ROOT.length(), prefix.length() - 1)).stream())
                .toList();
    }

    private long remove(AccountId account, Instant latest, BooleanSupplier stopped) {
        var removed = 0L;
        var after = "";
        List<S3Object> keys;
        List<S3Object> old;
        do {
            keys = list(ReportKeys.ofAccount(account), after);
            old = keys.stream()
                    .filter(object -> object.lastModified().isBefore(latest))
                    .toList();
            for (var object : old) {
                if (stopped.getAsBoolean()) {
                    return removed;
                }
                requests.run(
                        "remove " + object.key(),
                        () -> objects.deleteObject(
                                request -> request.bucket(bucket).key(object.key())));
                removed++;
            }
            after = keys.isEmpty() ? after : keys.getLast().key();
        } while (keys.size() == page && !old.isEmpty());
        return removed;
    }

    private List<S3Object> list(String prefix, String after) {
        return requests.run(
                "list " + prefix,
                () -> objects.listObjectsV2(request -> request.bucket(bucket)
                                .prefix(prefix)
                                .startAfter(after.isEmpty() ? null : after)
                                .maxKeys(page))
                        .contents());
    }
}
