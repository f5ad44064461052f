package io.sluice.devstack;

import io.sluice.devstack.demo.Demo;
import io.sluice.devstack.demo.DemoAccount;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.PartEvent;
import io.sluice.devstack.stack.Stack;
import io.sluice.devstack.stack.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/// `up` and `demo`: starts the stack, then stays or plays the demo. The status is 0 only if everything went
/// well.
public final class Main {

    private final Terminal terminal = Terminal.standard();
    private final CountDownLatch end = new CountDownLatch(1);

    private Main() {}

    /// Ends the JVM with the command's status.
    public static void main(String[] words) {
        // The terminal belongs to the demo; the parts have log files of their own.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(new Main().run(List.of(words)));
    }

    private int run(List<String> words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException wrong) {
            System.err.println("sluice: " + wrong.getMessage());
            return 2;
        }
        try {
            Optional<EnvFile> envFile = arguments.envFile().map(EnvFile::new);
            // A killed run leaves its file behind; scripts must not take it for this run's.
            envFile.ifPresent(EnvFile::remove);
            Stack stack = Stack.of(arguments.stack());
            Thread stopping = new Thread(() -> stop(stack, envFile), "stopping");
            Runtime.getRuntime().addShutdownHook(stopping);
            printFolder(stack);
            printLeftOut(stack);
            long begin = System.nanoTime();
            terminal.heading("Starting");
            stack.start(part -> terminal.ready(part.part().label(), part.after(), part.address()));
            DemoAccount account = DemoAccount.ensure(stack);
            terminal.good(String.format(
                    Locale.ROOT, "all ready after %.1f s", (System.nanoTime() - begin) / 1_000_000_000.0));
            printAddresses(stack, account, arguments.stack());
            envFile.ifPresent(file -> file.write(stack, account));
            return switch (arguments.command()) {
                case DEMO -> new Demo(stack, account, terminal).run() ? 0 : 1;
                case UP -> stay(stack);
            };
        } catch (RuntimeException failure) {
            System.err.println();
            System.err.println("sluice: " + failure.getMessage());
            return 1;
        }
    }

    private int stay(Stack stack) {
        terminal.heading("Running. Ctrl-C stops everything.");
        stack.keepRunning(event -> report(stack, event));
        try {
            end.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void report(Stack stack, PartEvent event) {
        String part = event.part().label();
        switch (event) {
            case PartEvent.StartedAgain(Part started) ->
                terminal.bad(part + " had ended and was started again; its log: " + stack.log(started));
            case PartEvent.NotStarted failed ->
                terminal.bad("%s has ended and cannot be started: %s; the rest goes on, next attempt in %d s"
                        .formatted(part, failed.reason(), failed.nextAttempt().toSeconds()));
        }
    }

    private void stop(Stack stack, Optional<EnvFile> envFile) {
        end.countDown();
        terminal.heading("Stopping");
        envFile.ifPresent(EnvFile::remove);
        stack.close();
        terminal.good(
                stack.isKept() ? "stopped; kept in " + stack.dataDir() : "stopped, the temporary data is removed");
    }

    private void printFolder(Stack stack) {
        terminal.heading("Sluice, everything on this machine");
        Path data = stack.dataDir();
        terminal.entry("data", data + (stack.isKept() ? " (kept)" : " (temporary)"));
        terminal.entry("logs", data.resolve("logs").toString());
    }

    private void printLeftOut(Stack stack) {
        stack.leftOut().forEach((service, settings) -> {
            terminal.heading("Left out: " + service.label() + ". Start it in another terminal:");
            terminal.line(
                    "./mvnw -pl %s quarkus:dev -Dquarkus.config.locations=%s".formatted(service.label(), settings));
        });
    }

    private void printAddresses(Stack stack, DemoAccount account, StackOptions options) {
        terminal.heading("Addresses");
        terminal.entry("API", stack.url() + "/v1");
        terminal.entry("batches", stack.url() + "/v2");
        terminal.entry("SFTP", "sftp -P " + stack.sftpPort() + " " + account.accountId() + "@" + stack.sftpHost());
        if (stack.catchesMail()) {
            terminal.entry("inbox", stack.mailUrl().toString());
        }
        terminal.entry("Kafka", stack.kafka());
        terminal.entry("pick-up", options.pickup());
        terminal.heading("Demo account " + account.accountId());
        terminal.entry("SFTP password", account.password());
        terminal.entry("API token", account.apiToken());
        account.clientKey().ifPresent(key -> terminal.entry("client key", key));
        terminal.entry("admin token", stack.adminToken());
    }
}
