package io.sluice.devstack.parts;

/// What a part promises about data that it acknowledged when the machine loses its power.
public enum Durability {
    /// Nothing: its folder is thrown away, and starts and tests are faster.
    THROWN_AWAY,
    /// It is on the disk: whoever keeps the folder keeps the data.
    KEPT
}
