package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Halts a process as a full disk or a busy host does: it lives, keeps its connections and answers nothing.
public final class ProcessSignals {
    private ProcessSignals() {}

    public static void halt(ProcessHandle process) {
        signal("STOP", process);
    }

    /// Lets a halted process go on.
    public static void goOn(ProcessHandle process) {
        signal("CONT", process);
    }

    /// Halts a process and all its descendants.
    public static void haltAll(long pid) {
        ProcessHandle process = found(pid);
        halt(process);
        process.descendants().forEach(ProcessSignals::halt);
    }

    /// Ends [#haltAll(long)].
    public static void goOnAll(long pid) {
        ProcessHandle process = found(pid);
        process.descendants().forEach(ProcessSignals::goOn);
        goOn(process);
    }

    private static ProcessHandle found(long pid) {
        return ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("there is no process %d to halt".formatted(pid)));
    }

    private static void signal(String signal, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException cause) {
            throw new UncheckedIOException(
                    "process %d cannot get the signal %s".formatted(process.pid(), signal), cause);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending a signal", interruption);
        }
    }
}
