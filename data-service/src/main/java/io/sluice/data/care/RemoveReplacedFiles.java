package io.sluice.data.care;

import io.sluice.data.day.DayVersions;
import io.sluice.data.table.DayTable;
import io.sluice.data.table.LakeFiles;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Removes the files of versions that were replaced a day ago, and an hour: so long addresses are valid. The
/// snapshots that name them go first, whatever their number: a reader of one would miss a file.
///
/// A process that dies between the transaction and the removal leaves objects that nothing names
/// ([RemoveOrphans]).
final class RemoveReplacedFiles {
    static final Duration AGE = Duration.ofHours(25);

    private final DataSets sets;
    private final DayVersions versions;
    private final LakeFiles files;
    private final LakeObjects objects;

    RemoveReplacedFiles(DataSets sets, DayVersions versions, LakeFiles files, LakeObjects objects) {
        this.sets = sets;
        this.versions = versions;
        this.files = files;
        this.objects = objects;
    }

    /// Tables with something to remove.
    List<DataSets.Table> due(int limit) {
        return sets.withReplaced(AGE, limit);
    }

    /// Removes what is due of one table; the number of files.
    int remove(DataSets.Table table) {
        var keys = versions.change(table.account(), table.source(), change -> {
            var replaced = change.replaced(AGE);
            var by = replaced.stream()
                    .flatMap(one -> one.replacedBy().stream())
                    .collect(Collectors.toCollection(HashSet::new));
            change.metadata().ifPresent(location -> {
                var lake = DayTable.load(files, location);
                if (lake.forgetBefore(by)) {
                    change.moveTable(Optional.of(location), lake.write());
                }
            });
            change.forget(replaced);
            return replaced.stream().flatMap(one -> one.file().stream()).toList();
        });
        keys.forEach(objects::remove);
        return keys.size();
    }
}
