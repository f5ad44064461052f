package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Ends registered processes and removes registered folders when this JVM ends in any way.
///
/// A shell reads this JVM's lines from a pipe; the kernel closes the pipe on `kill -9` too. Thread-safe.
public final class ProcessGuard {

    private static final String SCRIPT = """
            trap '' INT HUP TERM
            guarded= folders= mounts=
            while read -r word subject; do
              case $word in
                guard) guarded="$guarded $subject" ;;
                release) kept=; for one in $guarded; do [ "$one" = "$subject" ] || kept="$kept $one"; done; guarded=$kept ;;
                folder) folders="$folders$subject
            " ;;
                mount) mounts="$subject
            $mounts" ;;
              esac
            done
            for one in $guarded; do kill "-${one%%:*}" "${one#*:}" 2>/dev/null; done
            rounds=0
            while [ $rounds -lt 50 ]; do
              alive=; for one in $guarded; do kill -0 "${one#*:}" 2>/dev/null && alive=yes; done
              [ "$alive" ] || break
              sleep 0.1; rounds=$((rounds + 1))
            done
            for one in $guarded; do kill -KILL "${one#*:}" 2>/dev/null; done
            printf '%s' "$mounts" | while IFS= read -r one; do umount -l -- "$one" 2>/dev/null; done
            printf '%s' "$folders" | while IFS= read -r one; do rm -rf -- "$one"; done
            """;

    private static final ProcessGuard INSTANCE = new ProcessGuard();

    private final Writer toShell;

    private ProcessGuard() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            toShell = shell.outputWriter(StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException("the guard of child processes cannot start: is there a /bin/sh?", cause);
        }
    }

    /// The guard of this JVM.
    public static ProcessGuard instance() {
        return INSTANCE;
    }

    /// The signal that asks a guarded process to end before it is killed.
    public enum Farewell {
        /// For JVMs.
        TERM,
        /// For a PostgreSQL postmaster: TERM would wait for its clients.
        INT
    }

    /// Ends the child when this JVM ends: TERM first, then KILL.
    ///
    /// @return the child
    public Process guard(Process child) {
        guard(child.pid(), Farewell.TERM);
        var _ = child.onExit().thenAccept(gone -> release(gone.pid(), Farewell.TERM));
        return child;
    }

    /// Makes the process end with this JVM at the latest.
    public void guard(long pid, Farewell farewell) {
        send("guard " + farewell + ":" + pid);
    }

    /// Says that the process is gone, because another process may get its number.
    public void release(long pid, Farewell farewell) {
        send("release " + farewell + ":" + pid);
    }

    /// Makes the folder disappear once this JVM is gone.
    public void removeAtEnd(Path folder) {
        send("folder " + folder.toAbsolutePath());
    }

    /// Unmounts the folder once this JVM is gone, before any folder is removed.
    public void unmountAtEnd(Path folder) {
        send("mount " + folder.toAbsolutePath());
    }

    private synchronized void send(String line) {
        try {
            toShell.write(line + "\n");
            toShell.flush();
        } catch (IOException cause) {
            throw new UncheckedIOException("the guard of child processes is gone: was its shell killed?", cause);
        }
    }
}
