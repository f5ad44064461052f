package io.sluice.devstack.parts.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A running child process with its log file. It ends with this JVM at the latest, and Ctrl-C in the terminal
/// does not reach it.
public final class ChildProcess {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final int TAIL_LINES = 30;

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /// A command to run.
    ///
    /// @param name for messages
    /// @param environment variables in addition to those of this JVM
    /// @param log receives the output
    public record Command(String name, List<String> words, Map<String, String> environment, Path log) {
        /// Copies both collections.
        public Command {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /// A main class on a class path, run by the JDK of this JVM.
        public static Command java(String name, List<String> options, List<Path> classPath, String main, Path log) {
            List<String> words = new ArrayList<>();
            words.add(javaExecutable().toString());
            words.addAll(options);
            words.add("-cp");
            words.add(String.join(
                    File.pathSeparator, classPath.stream().map(Path::toString).toList()));
            words.add(main);
            return new Command(name, words, Map.of(), log);
        }

        /// A runnable jar, run by the JDK of this JVM.
        public static Command jar(String name, List<String> options, Path jar, Path log) {
            List<String> words = new ArrayList<>();
            words.add(javaExecutable().toString());
            words.addAll(options);
            words.addAll(List.of("-jar", jar.toString()));
            return new Command(name, words, Map.of(), log);
        }

        /// The same command with these variables in place of the present ones.
        public Command withEnvironment(Map<String, String> variables) {
            return new Command(name, words, variables, log);
        }

        /// The same command with additional arguments at its end.
        public Command with(Object... arguments) {
            List<String> longer = new ArrayList<>(words);
            for (Object argument : arguments) {
                longer.add(argument.toString());
            }
            return new Command(name, longer, environment, log);
        }
    }

    /// The `java` of this JVM's JDK.
    public static Path javaExecutable() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /// Starts the command; its output is appended to the log.
    public static ChildProcess start(Command command) {
        // Only this user may read the files of children: keys and tenants' files are among them. The ignored
        // signals stay ignored after exec: Ctrl-C reaches only this JVM, which stops its children in order.
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "umask 077; trap '' INT HUP; exec \"$@\"", command.name()));
        words.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(command.log().toFile()));
        builder.environment().putAll(command.environment());
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            Process process = ProcessGuard.instance().guard(builder.start());
            return new ChildProcess(command.name(), command.log(), process);
        } catch (IOException cause) {
            throw new UncheckedIOException(command.name() + " cannot start: " + command.words(), cause);
        }
    }

    /// Returns once the condition holds. When the process ends or the time is up first, throws an exception
    /// with the end of the log.
    public void awaitReady(BooleanSupplier ready, Duration limit) {
        awaitReady(ready, limit, LOOK_AGAIN);
    }

    /// The same with the given pause between two checks.
    public void awaitReady(BooleanSupplier ready, Duration limit, Duration pause) {
        long end = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (exitedWithin(pause)) {
                throw new IllegalStateException(
                        name + " ended with status " + process.exitValue() + " before it was ready" + logTail());
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(name + " is not ready after " + limit.toSeconds() + " s" + logTail());
            }
        }
    }

    /// Asks the process to end, kills it after ten seconds, and returns when it is gone.
    public void stop() {
        process.destroy();
        if (!exitedWithin(GRACE)) {
            kill();
        }
    }

    /// Kills it as `kill -9` does and returns when it is gone.
    public void kill() {
        process.destroyForcibly();
        if (!exitedWithin(GRACE)) {
            throw new IllegalStateException(name + " (process " + process.pid() + ") survived kill -9 for "
                    + GRACE.toSeconds() + " s: is it waiting for a disk?");
        }
    }

    /// Halts it until [#goOn()]; its connections stay open.
    public void halt() {
        ProcessSignals.halt(process.toHandle());
    }

    /// Ends [#halt()].
    public void goOn() {
        ProcessSignals.goOn(process.toHandle());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    public String name() {
        return name;
    }

    /// The file that receives the process's output.
    public Path log() {
        return log;
    }

    private boolean exitedWithin(Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillRunning) {
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, interruption);
        } catch (ExecutionException cause) {
            throw new IllegalStateException("the end of " + name + " cannot be awaited", cause);
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.exists(log)
                    ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
            List<String> tail = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return "; the end of its log " + log + ":\n" + String.join("\n", tail);
        } catch (IOException unreadable) {
            return "; its log " + log + " is unreadable: " + unreadable.getMessage();
        }
    }
}
