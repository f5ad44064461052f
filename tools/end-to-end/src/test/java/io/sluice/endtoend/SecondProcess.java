package io.sluice.endtoend;

import io.sluice.devstack.demo.Api;
import io.sluice.devstack.parts.process.Checkout;
import io.sluice.devstack.parts.process.ChildProcess;
import io.sluice.devstack.parts.process.ChildProcess.Command;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/// One more process of a service beside a stack, with changed settings and ports of its own.
final class SecondProcess implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xms32m",
            "-Xmx192m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private final Api management;
    private final ChildProcess process;

    private SecondProcess(Api management, ChildProcess process) {
        this.management = management;
        this.process = process;
    }

    /// Starts it without waiting until it is ready.
    ///
    /// @param folder for its settings and its log
    /// @param change what becomes of the stack's settings, a properties file
    static SecondProcess of(Stack stack, Part service, Path folder, UnaryOperator<String> change) throws IOException {
        var managementPort = Ports.free();
        var settings = stack.dataDir().resolve("config").resolve(service.label() + ".properties");
        var own = Files.writeString(
                folder.resolve(service.label() + ".properties"),
                change.apply(Files.readString(settings))
                        // The last one counts.
                        + "quarkus.http.ssl-port=%d\nquarkus.management.port=%d\n"
                                .formatted(Ports.free(), managementPort));
        var options = new ArrayList<>(OPTIONS);
        options.add("-Dquarkus.config.locations=" + own);
        return new SecondProcess(
                new Api(URI.create("http://127.0.0.1:" + managementPort), ""),
                ChildProcess.start(Command.jar(
                        "second " + service.label(),
                        options,
                        Checkout.root().resolve(service.label()).resolve("target/quarkus-app/quarkus-run.jar"),
                        folder.resolve(service.label() + ".log"))));
    }

    /// What a check of its readiness says in this field.
    String said(String check, String field) {
        return StreamSupport.stream(
                        management.get("/q/health/ready").json().path("checks").spliterator(), false)
                .filter(found -> found.path("name").asText().equals(check))
                .map(found -> found.path("data").path(field).asText())
                .findFirst()
                .orElse("");
    }

    List<String> log() throws IOException {
        return Files.readAllLines(process.log());
    }

    @Override
    public void close() {
        process.kill();
    }
}
