package io.sluice.watcher.ledger;

import io.sluice.contracts.ledger.LedgerLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The open write handles of one account, in the order of their opening.
///
/// A tenant may hold 32,000 of them and send thousands of requests a second, so only the start of a server
/// costs a look at all.
final class OpenHandles {
    private final Set<WriteHandle> open = new LinkedHashSet<>();
    private final Map<Name, Set<WriteHandle>> byName = new HashMap<>();
    private final Map<Session, Set<WriteHandle>> bySession = new HashMap<>();
    private final NavigableMap<String, Set<WriteHandle>> byPath = new TreeMap<>();

    /// How the log names handles; a session has 250 at most.
    private record Name(String server, Optional<String> session, String openedAs) {
        static Name of(WriteHandle handle) {
            return new Name(handle.server, handle.session, handle.openedAs);
        }
    }

    private record Session(String server, Optional<String> name) {
        static Session of(WriteHandle handle) {
            return new Session(handle.server, handle.session);
        }
    }

    void add(WriteHandle handle) {
        open.add(handle);
        bySession
                .computeIfAbsent(Session.of(handle), first -> new LinkedHashSet<>())
                .add(handle);
        byName.computeIfAbsent(Name.of(handle), first -> new LinkedHashSet<>()).add(handle);
        index(handle);
    }

    private void index(WriteHandle handle) {
        var path = handle.writesTo();
        if (path != null) {
            byPath.computeIfAbsent(path, first -> new LinkedHashSet<>()).add(handle);
        }
    }

    private void remove(WriteHandle handle) {
        open.remove(handle);
        remove(byName, Name.of(handle), handle);
        remove(bySession, Session.of(handle), handle);
        var path = handle.writesTo();
        if (path != null) {
            remove(byPath, path, handle);
        }
    }

    private static <K> void remove(Map<K, Set<WriteHandle>> index, K key, WriteHandle handle) {
        var handles = index.get(key);
        if (handles != null && handles.remove(handle) && handles.isEmpty()) {
            index.remove(key);
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /// The number of handles that write to the file at a path.
    int on(String path) {
        return byPath.getOrDefault(path, Set.of()).size();
    }

    /// Removes the handle that a line closes. Among several of one name it takes one whose file was removed
    /// first: a wrong choice then only delays a claim.
    @Nullable
    WriteHandle close(LedgerLine line, String openedAs) {
        WriteHandle found = null;
        for (var handle : byName.getOrDefault(new Name(line.server(), line.session(), openedAs), Set.of())) {
            if (found == null || (found.writesTo() != null && handle.writesTo() == null)) {
                found = handle;
            }
        }
        if (found != null) {
            remove(found);
        }
        return found;
    }

    /// Removes the handles of a session that ended; returns the paths they wrote to.
    List<String> loseSession(String server, Optional<String> session) {
        return lose(List.copyOf(bySession.getOrDefault(new Session(server, session), Set.of())));
    }

    /// Removes the handles of all servers but one; returns the paths they wrote to.
    List<String> loseAllBut(String server) {
        return lose(
                open.stream().filter(handle -> !handle.server.equals(server)).toList());
    }

    private List<String> lose(List<WriteHandle> gone) {
        gone.forEach(this::remove);
        return paths(gone);
    }

    /// Lines were lost. Returns the paths that are open: nobody knows what happened to these files.
    List<String> linesLost() {
        open.forEach(WriteHandle::linesLost);
        return paths(open);
    }

    private static List<String> paths(Collection<WriteHandle> handles) {
        var paths = new ArrayList<String>();
        for (var handle : handles) {
            var path = handle.writesTo();
            if (path != null) {
                paths.add(path);
            }
        }
        return paths;
    }

    /// Returns whether the handles are followed; of too many nobody knows any more where they write to.
    boolean renamed(Renaming renaming) {
        var moving = renaming.moving(byPath);
        var handles = moving.stream()
                .flatMap(path -> byPath.getOrDefault(path, Set.of()).stream())
                .toList();
        moving.forEach(byPath::remove);
        if (handles.size() > Renaming.MOST_FOLLOWED) {
            handles.forEach(WriteHandle::lost);
            return false;
        }
        for (var handle : handles) {
            handle.renamed(renaming);
            index(handle);
        }
        return true;
    }

    void removed(String path) {
        var handles = byPath.remove(path);
        if (handles != null) {
            handles.forEach(handle -> handle.removed(path));
        }
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
