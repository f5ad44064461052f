package io.sluice.devstack.faults;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.faults.SmallDisk.Size;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.TemporaryFolders;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.PartEvent;
import io.sluice.devstack.stack.SftpServer;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real system of its own for one case, with some of its folders on small disks. Parts that end by
/// themselves are started again, as `./sluice up` does it.
final class Scene implements AutoCloseable {
    private static final Duration LONGEST_UNNOTICED = Duration.ofMinutes(1);

    private final Story story;
    private final Path folder;
    private final Map<Place, SmallDisk> disks = new EnumMap<>(Place.class);
    private final Stack stack;
    private boolean closed;
    private final Set<Part> halted = EnumSet.noneOf(Part.class);

    /// A folder of the system that can lie on a small disk.
    enum Place {
        VOLUME("volume", 96, 4_000),
        DATABASE("postgres", 512, 16_000),
        KAFKA("kafka", 128, 8_000),
        STORE("objects", 64, 8_000);

        private final String folder;
        private final int megabytes;
        private final int inodes;

        Place(String folder, int megabytes, int inodes) {
            this.folder = folder;
            this.megabytes = megabytes;
            this.inodes = inodes;
        }
    }

    private Scene(Story story, SftpServer server, Set<Place> places, UnaryOperator<StackOptions> settings) {
        this.story = story;
        folder = TemporaryFolders.create("faults");
        Path data = folder.resolve("data");
        places.forEach(place -> disks.put(
                place,
                SmallDisk.mount(
                        data.resolve(place.folder),
                        folder.resolve(place.folder + ".img"),
                        new Size(place.megabytes, place.inodes))));
        stack = Stack.of(settings.apply(
                StackOptions.continuous().with(server).keptIn(data).with("sluice.recovery.interval", "20s")));
        // When this JVM is asked to end, parts stop before their disks are unmounted.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stopping"));
        stack.start(part -> {});
        stack.keepRunning(this::tell);
        story.did("started everything" + onDisks());
    }

    /// Starts everything.
    static Scene open(Story story, SftpServer server, Place... places) {
        return open(story, server, options -> options, places);
    }

    static Scene open(Story story, SftpServer server, UnaryOperator<StackOptions> settings, Place... places) {
        Set<Place> chosen = EnumSet.noneOf(Place.class);
        chosen.addAll(List.of(places));
        return new Scene(story, server, chosen, settings);
    }

    Stack stack() {
        return stack;
    }

    Story story() {
        return story;
    }

    SmallDisk disk(Place place) {
        return Objects.requireNonNull(disks.get(place), place.folder);
    }

    /// Halts every process of the part, as `kill -STOP` does.
    void halt(Part part) {
        halted.add(part);
        stack.halt(part);
    }

    /// Lets the part go on.
    void goOn(Part part) {
        stack.goOn(part);
        halted.remove(part);
    }

    /// What each service says about its readiness.
    String readiness() {
        return Part.services().stream()
                .map(service -> service.label() + " " + health(service, "ready"))
                .collect(Collectors.joining(", "));
    }

    /// Waits up to a minute until a service's health says that something does not work.
    boolean isFoundUnwell() {
        long end = System.nanoTime() + LONGEST_UNNOTICED.toNanos();
        while (Part.services().stream()
                .allMatch(service -> health(service, "well").equals("200"))) {
            if (System.nanoTime() > end) {
                return false;
            }
            hold(Duration.ofSeconds(1));
        }
        return true;
    }

    /// Lets time pass in which the fault lasts. Only an interruption ends it early: a permit that a client
    /// left behind ends one parking at once.
    static void hold(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Copies the logs of all parts to a folder that stays when the system is gone, and says where it is.
    void keepLogs() {
        Path kept = Checkout.root().resolve(".sluice").resolve(folder.getFileName());
        try (Stream<Path> logs = Files.list(folder.resolve("data").resolve("logs"))) {
            Files.createDirectories(kept);
            for (Path log : logs.toList()) {
                Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            story.saw("the logs of all parts are kept in " + kept);
        } catch (IOException cause) {
            story.saw("the logs of the parts cannot be kept in %s: %s".formatted(kept, cause));
        }
    }

    private String health(Part service, String question) {
        try {
            return Integer.toString(new Api(stack.managementUrl(service), "")
                    .get("/q/health/" + question)
                    .status());
        } catch (UncheckedIOException silent) {
            return "silent";
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.copyOf(halted).forEach(this::goOn);
        stack.close();
        disks.values().forEach(SmallDisk::close);
        TemporaryFolders.remove(folder);
    }

    private void tell(PartEvent event) {
        switch (event) {
            case PartEvent.StartedAgain again -> story.saw(again.part().label() + " had ended and was started again");
            case PartEvent.NotStarted failed ->
                story.saw("%s cannot be started, next attempt in %d s: %s"
                        .formatted(
                                failed.part().label(),
                                failed.nextAttempt().toSeconds(),
                                failed.reason().lines().findFirst().orElse("")));
        }
    }

    private String onDisks() {
        return disks.isEmpty()
                ? ""
                : ", with small ext4 disks for "
                        + disks.keySet().stream().map(place -> place.folder).toList();
    }
}
