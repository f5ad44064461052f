package io.sluice.agent.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// Owner, group and mode of a file, as numbers.
public record Ownership(int owner, int group, int mode) {
    private static final int PERMISSIONS = 0xfff;

    public static Ownership of(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        return new Ownership(number(found, "uid"), number(found, "gid"), number(found, "mode") & PERMISSIONS);
    }

    private static int number(Map<String, Object> attributes, String name) {
        return (Integer) Objects.requireNonNull(attributes.get(name), name);
    }

    /// Sets these on the path where they differ.
    public void giveTo(Path path) throws IOException {
        var found = of(path);
        if (found.equals(this)) {
            return;
        }
        if (found.owner != owner) {
            Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        }
        if (found.group != group) {
            Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }
        // The kernel may have changed the mode with the owner.
        Files.setAttribute(path, "unix:mode", mode);
    }
}
