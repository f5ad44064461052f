package io.sluice.devstack.faults;

import io.sluice.devstack.Terminal;
import io.sluice.devstack.faults.Scene.Place;
import io.sluice.devstack.faults.SmallDisk.CannotMountException;
import io.sluice.devstack.stack.SftpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `./sluice faults`: runs each case against a real system and says what it did and saw.
///
/// | status | meaning |
/// |---|---|
/// | 0 | every case passed |
/// | 1 | a case failed |
/// | 2 | a word on the command line is wrong |
/// | 3 | the cases cannot run here: no root, or no file system can be mounted |
public final class RunFaults {

    private static final Logger EVERYTHING = Logger.getLogger("");
    private static final String NOT_TO_ITS_END = "the case ran to its end: ";

    private final Terminal terminal;
    private final FaultsOptions options;

    RunFaults(Terminal terminal, FaultsOptions options) {
        this.terminal = terminal;
        this.options = options;
    }

    /// Ends the JVM with the status.
    public static void main(String[] words) {
        // The terminal belongs to the cases; the parts have log files of their own.
        EVERYTHING.setLevel(Level.OFF);
        System.exit(status(List.of(words)));
    }

    private static int status(List<String> words) {
        try {
            FaultsOptions options = FaultsOptions.parse(words);
            if (!isRoot()) {
                System.err.println("sluice: the faults need root: they mount small file systems and run OpenSSH");
                return 3;
            }
            return new RunFaults(Terminal.standard(), options).run() ? 0 : 1;
        } catch (IllegalArgumentException wrong) {
            System.err.println("sluice: " + wrong.getMessage());
            return 2;
        } catch (CannotMountException impossible) {
            System.err.println("sluice: " + impossible.getMessage());
            return 3;
        }
    }

    /// Runs the cases; true if all passed.
    boolean run() {
        List<String> results = new ArrayList<>();
        List<FaultCase> cases = options.inOrder().toList();
        boolean passed = true;
        for (FaultCase one : cases) {
            for (SftpServer server : options.servers(one)) {
                long begin = System.nanoTime();
                boolean good = run(one, server);
                passed &= good;
                results.add(String.format(
                        Locale.ROOT,
                        "%s  %-14s %-9s %4d s",
                        good ? "PASS" : "FAIL",
                        one.label(),
                        server.name().toLowerCase(Locale.ROOT),
                        (System.nanoTime() - begin) / 1_000_000_000));
            }
        }
        terminal.heading("Results");
        results.forEach(terminal::line);
        return passed;
    }

    private boolean run(FaultCase one, SftpServer server) {
        terminal.heading(
                "%s, %s: %s".formatted(one.label(), server.name().toLowerCase(Locale.ROOT), one.description()));
        Story story = new Story(terminal);
        try {
            switch (one) {
                case VERSIONS -> new MeasureVersions(story, options).run(server);
                case VOLUME_FULL ->
                    in(Scene.open(story, server, Place.VOLUME), scene -> new FullVolume(scene).withoutBytes());
                case INODES ->
                    in(Scene.open(story, server, Place.VOLUME), scene -> new FullVolume(scene).withoutInodes());
                case HALF_UPLOAD -> in(Scene.open(story, server, Place.VOLUME), scene -> new HalfUpload(scene).run());
                case DATABASE_FULL ->
                    in(
                            Scene.open(story, server, Place.DATABASE),
                            scene -> new FullDisk(scene, Place.DATABASE).run(() -> {}));
                case KAFKA_FULL ->
                    in(Scene.open(story, server, Place.KAFKA), scene -> new FullDisk(scene, Place.KAFKA).run(() -> {}));
                case STORE_FULL ->
                    in(Scene.open(story, server, Place.STORE), scene -> new FullDisk(scene, Place.STORE).run(() -> {}));
                case CLOCK ->
                    in(
                            Scene.open(
                                    story,
                                    server,
                                    settings -> settings.with("sluice.archive.interval", "2s")
                                            .with("sluice.archive.keep", "1d")),
                            scene -> new WrongClock(scene).run());
                case HALTED -> in(Scene.open(story, server), scene -> new Halted(scene, options.halt()).run());
                case BATCHES -> in(Scene.open(story, server), scene -> new KilledBatches(scene).run());
                case BATCH_FILLS_DATABASE ->
                    in(
                            Scene.open(story, server, FilledDatabase::settings, Place.DATABASE),
                            scene -> new FilledDatabase(scene).run());
                case BATCH_LOAD -> in(Scene.open(story, server), scene -> new BatchLoad(scene).run());
                case DATA_SETS ->
                    in(Scene.open(story, server), scene -> new KilledDataSets(scene, options.dataSets()).run());
                case ONE_TENANT -> in(Scene.open(story, server), scene -> new OneTenant(scene, options.time()).run());
            }
        } catch (CannotMountException | IllegalArgumentException impossible) {
            throw impossible;
        } catch (RuntimeException failure) {
            story.check(NOT_TO_ITS_END + failure, false);
        }
        return story.passed();
    }

    private static void in(Scene scene, Consumer<Scene> action) {
        try (scene) {
            try {
                action.accept(scene);
            } catch (RuntimeException failure) {
                scene.story().check(NOT_TO_ITS_END + failure, false);
            }
            if (!scene.story().passed()) {
                scene.keepLogs();
            }
        }
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return false;
        }
    }
}
