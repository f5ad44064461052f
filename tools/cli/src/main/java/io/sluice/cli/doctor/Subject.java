package io.sluice.cli.doctor;

/// The subject of a check, e.g. `database · jobs`.
record Subject(String area, String name) {
    @Override
    public String toString() {
        return area + " · " + name;
    }
}
