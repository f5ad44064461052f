package io.sluice.advisories;

/// A library in one version.
///
/// @param name group and artifact, as `io.netty:netty-codec-http`
/// @param version as Maven writes it
record Component(String name, String version) implements Comparable<Component> {
    Component {
        if (name.split(":", -1).length != 2 || version.isBlank()) {
            throw new IllegalArgumentException(
                    "component %s:%s, expected group:artifact:version".formatted(name, version));
        }
    }

    static Component parse(String line) {
        int last = line.lastIndexOf(':');
        return new Component(line.substring(0, Math.max(last, 0)), line.substring(last + 1));
    }

    /// How a jar of this component is named, without what Quarkus puts before it.
    String jar() {
        return name.substring(name.indexOf(':') + 1) + "-" + version;
    }

    @Override
    public int compareTo(Component other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return name + ":" + version;
    }
}
