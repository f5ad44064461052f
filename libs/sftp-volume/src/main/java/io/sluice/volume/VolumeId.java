package io.sluice.volume;

/// The number of a volume; an installation counts its volumes from 0.
public record VolumeId(int number) {
    /// The volume of an installation that has one.
    public static final VolumeId FIRST = new VolumeId(0);

    public VolumeId {
        if (number < 0) {
            throw new IllegalArgumentException("expected a volume number of at least 0 but got " + number);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
