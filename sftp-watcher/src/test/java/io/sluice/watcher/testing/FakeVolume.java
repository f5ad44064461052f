package io.sluice.watcher.testing;

import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.volume.VolumeUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A volume in memory that keeps the rules of a file system: folders' mtimes move, renames replace, folders
/// must exist.
public final class FakeVolume implements Volume {
    private static final int SERVICE = 20_000;
    private static final int TENANT = 20_001;

    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Map<String, Runnable> before = new HashMap<>();
    private final Map<String, Runnable> after = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private final Clock clock;
    private final Steps steps;
    private Door door = Door.NONE;

    public FakeVolume(Clock clock, Steps steps) {
        this.clock = clock;
        this.steps = steps;
        nodes.put("/", new Node(FileAttributes.Kind.FOLDER, "", now(), 0));
    }

    private record Node(FileAttributes.Kind kind, String content, Instant modifiedAt, int owner) {
        byte[] bytes() {
            return content.getBytes(StandardCharsets.UTF_8);
        }

        FileAttributes attributes() {
            return new FileAttributes(
                    kind, kind == FileAttributes.Kind.FILE ? bytes().length : 4096, modifiedAt, OptionalInt.of(owner));
        }

        Node ownedBy(int other) {
            return new Node(kind, content, modifiedAt, other);
        }
    }

    /// What keeps tenants from claimed files.
    public enum Door {
        /// The server itself, which knows no owners.
        NONE,
        /// A helper that seals what comes into `processing/`, and gives back what it is asked for.
        WORKS,
        /// The helper is away.
        AWAY
    }

    /// From now on files have owners, and the door does what it does to all that lies there.
    public FakeVolume door(Door state) {
        door = state;
        nodes.computeIfPresent("/processing", (path, node) -> node.ownedBy(state == Door.NONE ? 0 : SERVICE));
        doorWorks();
        return this;
    }

    private void doorWorks() {
        if (door == Door.WORKS) {
            nodes.replaceAll((path, node) -> path.startsWith("/processing/") && node.kind == FileAttributes.Kind.FILE
                    ? node.ownedBy(nodes.containsKey(parent(path) + "/.give-back") ? TENANT : SERVICE)
                    : node);
        }
    }

    /// A tenant or the server puts a file there.
    public void put(String path, String content) {
        put(path, content, now());
    }

    public void put(String path, String content, Instant modifiedAt) {
        if (!nodes.containsKey(path)) {
            touch(parent(path));
        }
        nodes.put(path, new Node(FileAttributes.Kind.FILE, content, modifiedAt, door == Door.NONE ? 0 : TENANT));
    }

    public void putLink(String path) {
        nodes.put(path, new Node(FileAttributes.Kind.OTHER, "", now(), 0));
        touch(parent(path));
    }

    public void append(String path, String content) {
        put(path, text(path) + content);
    }

    public void putFolders(String path) {
        if (!nodes.containsKey(path)) {
            putFolders(parent(path));
            nodes.put(path, new Node(FileAttributes.Kind.FOLDER, "", now(), 0));
            touch(parent(path));
        }
    }

    public void delete(String path) {
        nodes.remove(path);
        touch(parent(path));
    }

    public void move(String from, String to) {
        var node = nodes.remove(from);
        if (node == null) {
            throw new IllegalArgumentException("no " + from);
        }
        nodes.put(to, node);
        touch(parent(from));
        touch(parent(to));
    }

    public boolean isTenants(String path) {
        return node(path).owner == TENANT;
    }

    public String text(String path) {
        return node(path).content;
    }

    /// All files below a folder, in order.
    public List<String> files(String below) {
        return nodes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(below) && entry.getValue().kind == FileAttributes.Kind.FILE)
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<String> folders(String below) {
        return nodes.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(below + "/") && entry.getValue().kind == FileAttributes.Kind.FOLDER)
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Does something right before the first rename, e.g. `rename /from`.
    public void before(String rename, Runnable deed) {
        before.put(rename, deed);
    }

    /// Does something right after the first rename.
    public void after(String rename, Runnable deed) {
        after.put(rename, deed);
    }

    /// The first rename is done but its answer is lost.
    public void cutAfter(String rename) {
        after.put(rename, () -> {
            throw new VolumeUnavailableException("connection lost", null);
        });
    }

    private void happen(Map<String, Runnable> deeds, String what) {
        Optional.ofNullable(deeds.remove(what)).ifPresent(Runnable::run);
    }

    /// Listing the folder fails from now on, and looking at what lies in it.
    public void refuseListing(String folder) {
        refused.add(folder);
    }

    /// What was listed since the last call.
    public List<String> listed() {
        var listed = List.copyOf(asked);
        asked.clear();
        return listed;
    }

    @Override
    public void visit(String folder, Consumer<VolumeEntry> visitor) {
        entries(folder).forEach(visitor);
    }

    private synchronized List<VolumeEntry> entries(String folder) {
        node(folder);
        if (refused.contains(folder)) {
            throw new VolumeRefusedException("refused: " + folder, null);
        }
        asked.add(folder);
        var prefix = folder.equals("/") ? "/" : folder + "/";
        return nodes.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix)
                        && entry.getKey().length() > prefix.length()
                        && entry.getKey().indexOf('/', prefix.length()) < 0)
                .map(entry -> new VolumeEntry(
                        entry.getKey().substring(prefix.length()),
                        entry.getValue().attributes()))
                .toList();
    }

    @Override
    public synchronized Optional<FileAttributes> stat(String path) {
        if (refused.contains(parent(path))) {
            throw new VolumeRefusedException("refused: " + path, null);
        }
        return Optional.ofNullable(nodes.get(path)).map(Node::attributes);
    }

    @Override
    public <T> T read(String path, long offset, Reading<T> reading) {
        var content = node(path).bytes();
        try {
            return reading.read(new ByteArrayInputStream(content, (int) offset, content.length - (int) offset));
        } catch (IOException ofTheReading) {
            throw new UncheckedIOException(ofTheReading);
        }
    }

    @Override
    public void write(String path, InputStream content) {
        steps.around(() -> {
            node(parent(path));
            try {
                put(path, new String(content.readAllBytes(), StandardCharsets.UTF_8));
                doorWorks();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    @Override
    public void rename(String from, String to) {
        steps.around(() -> {
            happen(before, "rename " + from);
            node(from);
            node(parent(to));
            move(from, to);
            doorWorks();
            happen(after, "rename " + from);
        });
    }

    @Override
    public void renameUnlessTaken(String from, String to) {
        steps.around(() -> {
            node(from);
            node(parent(to));
            if (nodes.containsKey(to)) {
                throw new VolumeRefusedException("taken: " + to, null);
            }
            move(from, to);
        });
    }

    @Override
    public void mkdir(String folder) {
        steps.around(() -> {
            node(parent(folder));
            if (nodes.containsKey(folder)) {
                throw new VolumeRefusedException("taken: " + folder, null);
            }
            putFolders(folder);
        });
    }

    @Override
    public void rmdir(String folder) {
        steps.around(() -> {
            node(folder);
            if (nodes.keySet().stream().anyMatch(path -> path.startsWith(folder + "/"))) {
                throw new VolumeRefusedException("not empty: " + folder, null);
            }
            delete(folder);
        });
    }

    @Override
    public void remove(String path) {
        steps.around(() -> {
            node(path);
            delete(path);
        });
    }

    private Node node(String path) {
        var node = nodes.get(path);
        if (node == null) {
            throw new VolumePathMissingException("no such file: " + path, null);
        }
        return node;
    }

    private void touch(String folder) {
        nodes.put(
                folder,
                new Node(FileAttributes.Kind.FOLDER, "", now(), node(folder).owner()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String parent(String path) {
        var slash = path.lastIndexOf('/');
        return slash == 0 ? "/" : path.substring(0, slash);
    }
}
