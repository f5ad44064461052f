package io.sluice.devstack.parts.service;

import java.util.List;

/// How `./sluice up` runs the validator, and what measures it. The options of the images are in
/// `deploy/images/build.sh`.
public final class ValidatorJvm {
    /// Options of java. Decision 67 says what each of them saves.
    ///
    /// | option | why |
    /// |---|---|
    /// | `-Xms` | without it the heap starts large on a machine with many gigabytes |
    /// | `-Xmn`, `SurvivorRatio` | what lives a little longer stays young, so the old part does not grow |
    /// | `MetaspaceSize`, `…HeapFreeRatio` | the heap does not grow because of classes, or ahead of what it holds |
    /// | `TrimNativeHeapInterval` | the system gets back what the compiler took |
    /// | `ArchiveRelocationMode` | the JDK's own classes stay pages of their file |
    public static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xms32m",
            "-Xmx256m",
            "-Xmn20m",
            "-XX:SurvivorRatio=3",
            "-XX:MinHeapFreeRatio=15",
            "-XX:MaxHeapFreeRatio=40",
            "-XX:MetaspaceSize=128m",
            "-XX:TrimNativeHeapInterval=5000",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseSerialGC");

    private ValidatorJvm() {}
}
