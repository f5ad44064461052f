package io.sluice.archive.replay;

import io.sluice.archive.ArchiveKey;
import io.sluice.archive.ArchiveObjects;
import io.sluice.archive.ArchiveObjects.StoredObject;
import io.sluice.archive.ArchivedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds archived files by their keys. It requests the metadata only of the files it returns.
final class ListArchive {
    private static final int PAGE = 1_000;

    private final ArchiveObjects objects;

    ListArchive(ArchiveObjects objects) {
        this.objects = objects;
    }

    ArchivePage page(ArchiveQuery query, int limit) {
        var keys = new ArrayList<String>();
        walk(query.prefix(), query.start(), key -> {
            if (query.endsBefore(key)) {
                return false;
            }
            if (query.matches(key)) {
                keys.add(key.toString());
            }
            return keys.size() <= limit;
        });
        var more = keys.size() > limit;
        var shown = more ? keys.subList(0, limit) : keys;
        return new ArchivePage(
                shown.stream().flatMap(key -> look(key).stream()).toList(),
                more ? Optional.of(shown.getLast()) : Optional.empty());
    }

    private Optional<ArchivedFile> look(String key) {
        return objects.find(key).flatMap(ArchivedFile::of);
    }

    private void walk(String prefix, String start, Predicate<ArchiveKey> goOn) {
        var after = start;
        List<StoredObject> page;
        do {
            page = objects.list(prefix, after, PAGE);
            for (var object : page) {
                var key = ArchiveKey.read(object.key());
                if (key.isPresent() && !goOn.test(key.get())) {
                    return;
                }
                after = object.key();
            }
        } while (page.size() == PAGE);
    }
}
