package io.sluice.cli.doctor;

/// What a check is about, e.g. `database · jobs`.
record Subject(String area, String name) {
    @Override
    public String toString() {
        return area + " · " + name;
    }
}
