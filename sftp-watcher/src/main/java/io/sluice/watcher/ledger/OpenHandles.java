package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The open write handles of one account, in the order of their opening.
final class OpenHandles {
    private final List<WriteHandle> open = new ArrayList<>();

    void add(WriteHandle handle) {
        open.add(handle);
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /// The number of handles that write to the file at a path.
    int on(String path) {
        var count = 0;
        for (var handle : open) {
            if (path.equals(handle.writesTo())) {
                count++;
            }
        }
        return count;
    }

    /// Removes the handle that a line closes. Among several of one name it takes one whose file was removed
    /// first: a wrong choice then only delays a claim.
    @Nullable
    WriteHandle close(LedgerLine line, String openedAs) {
        WriteHandle found = null;
        for (var handle : open) {
            if (handle.isNamed(line, openedAs)
                    && (found == null || (found.writesTo() != null && handle.writesTo() == null))) {
                found = handle;
            }
        }
        if (found != null) {
            open.remove(found);
        }
        return found;
    }

    /// Removes the handles of a session or server that ended; returns the paths they wrote to.
    List<String> lose(Predicate<WriteHandle> gone) {
        var paths = paths(gone);
        open.removeIf(gone);
        return paths;
    }

    /// Lines were lost. Returns the paths that are open: nobody knows what happened to these files.
    List<String> linesLost() {
        open.forEach(WriteHandle::linesLost);
        return paths(handle -> true);
    }

    private List<String> paths(Predicate<WriteHandle> some) {
        var paths = new ArrayList<String>();
        for (var handle : open) {
            var path = handle.writesTo();
            if (path != null && some.test(handle)) {
                paths.add(path);
            }
        }
        return paths;
    }

    void renamed(Renaming renaming) {
        open.forEach(handle -> handle.renamed(renaming));
    }

    void removed(String path) {
        open.forEach(handle -> handle.removed(path));
    }

    /// One upload for each path; of several handles, the one with the fewest bytes before it.
    List<OpenUpload> uploads() {
        var uploads = new LinkedHashMap<String, OpenUpload>();
        for (var handle : open) {
            var path = handle.writesTo();
            if (path != null) {
                uploads.merge(path, new OpenUpload(path, handle.before), OpenHandles::fewerBefore);
            }
        }
        return List.copyOf(uploads.values());
    }

    private static OpenUpload fewerBefore(OpenUpload one, OpenUpload other) {
        return one.before().isPresent()
                        && (other.before().isEmpty()
                                || one.before().getAsLong() <= other.before().getAsLong())
                ? one
                : other;
    }
}
