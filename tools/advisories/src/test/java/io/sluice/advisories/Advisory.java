package io.sluice.advisories;

import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/// A published advisory.
///
/// @param library group and artifact
/// @param accepted why an affected version may stay, empty if it may not
record Advisory(String id, String library, VersionRange affected, String effect, String accepted) {

    /// From a line of `known-advisories.txt`.
    static Advisory parse(String line) {
        var words = line.split(" \\|", -1);
        if (words.length != 5) {
            throw new IllegalArgumentException("known-advisories.txt: '%s', expected 5 columns".formatted(line));
        }
        try {
            return new Advisory(
                    words[0].strip(),
                    words[1].strip(),
                    VersionRange.createFromVersionSpec(words[2].strip()),
                    words[3].strip(),
                    words[4].strip());
        } catch (InvalidVersionSpecificationException cause) {
            throw new IllegalArgumentException("known-advisories.txt: '%s'".formatted(line), cause);
        }
    }

    boolean affects(Component component) {
        return component.name().equals(library)
                && affected.containsVersion(new DefaultArtifactVersion(component.version()));
    }
}
