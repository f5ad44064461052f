package io.sluice.data.care;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.care.DataSets.Table;
import io.sluice.data.care.LakeObjects.StoredObject;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Removes objects of tables that nothing names, by the store's clock.
///
/// | object | goes when it is older than |
/// |---|---|
/// | metadata that the table's current metadata does not name | 48 hours |
/// | file of a job that is not later than the one whose rows the day holds | 48 hours: it changes nothing more |
/// | file of a later job | 30 days: its swap may still come, after a long outage |
/// | what a killed process has sent of an object, or of a plain copy | 48 hours |
final class RemoveOrphans {
    private static final Duration AGE = Duration.ofDays(2);
    private static final Duration WAITING_AGE = Duration.ofDays(30);
    private static final Pattern DATA =
            Pattern.compile("data/date=([0-9]{4})-([0-9]{2})-([0-9]{2})/([0-9a-f]{32})-[0-9a-f]{8}\\.parquet");

    private final DataSets sets;
    private final LakeFiles files;
    private final LakeObjects objects;

    RemoveOrphans(DataSets sets, LakeFiles files, LakeObjects objects) {
        this.sets = sets;
        this.files = files;
        this.objects = objects;
    }

    /// All tables that have objects.
    List<Table> tables() {
        return objects.folders(DataKeys.LAKE).stream()
                .filter(account -> AccountId.of(account.split("/", -1)[1]).isPresent())
                .flatMap(account -> objects.folders(account).stream())
                .flatMap(source -> table(source).stream())
                .toList();
    }

    private static Optional<Table> table(String folder) {
        var parts = folder.split("/", -1);
        return AccountId.of(parts[1])
                .flatMap(account -> SourceType.of(parts[2]).map(source -> new Table(account, source)));
    }

    /// Removes what killed processes have sent of objects; how many objects that would have become.
    int removeUnfinished() {
        return objects.removeUnfinished(AGE, DataKeys.LAKE) + objects.removeUnfinished(AGE, DataKeys.PLAIN);
    }

    /// Removes the orphans of one table; their number.
    int remove(Table table) {
        var now = objects.now();
        var old = old(DataKeys.ofSource(table.account(), table.source()), now);
        if (old.isEmpty()) {
            return 0;
        }
        // The current jobs come first. If a swap committed after the names were read, its job would be
        // current and its file not among the names, so the file would be removed.
        var held = sets.currentJobs(table);
        var names = names(table);
        var orphans = old.stream()
                .filter(object -> !names.contains(object.key()))
                .filter(object -> isDue(table, object, held, now))
                .toList();
        orphans.forEach(orphan -> objects.remove(orphan.key()));
        return orphans.size();
    }

    private List<StoredObject> old(String prefix, Instant now) {
        var old = new ArrayList<StoredObject>();
        objects.list(
                prefix,
                page -> page.stream()
                        .filter(object -> object.modifiedAt().isBefore(now.minus(AGE)))
                        .forEach(old::add));
        return old;
    }

    private Set<String> names(Table table) {
        var names = sets.files(table);
        sets.metadata(table)
                .ifPresent(location -> DayTable.load(files, location).metadataFiles().stream()
                        .map(files::key)
                        .forEach(names::add));
        return names;
    }

    private boolean isDue(Table table, StoredObject object, Map<DataDate, JobId> held, Instant now) {
        var name = object.key()
                .substring(DataKeys.ofSource(table.account(), table.source()).length());
        var data = DATA.matcher(name);
        if (!data.matches()) {
            return true;
        }
        var current = DataDate.of(data.group(1) + data.group(2) + data.group(3)).map(held::get);
        return current.filter(job -> new JobId(data.group(4)).compareTo(job) <= 0)
                        .isPresent()
                || object.modifiedAt().isBefore(now.minus(WAITING_AGE));
    }
}
