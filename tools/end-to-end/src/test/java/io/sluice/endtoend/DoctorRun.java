package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.parts.process.Checkout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One run of `sluice doctor`: its status and its JSON.
record DoctorRun(int status, JsonNode json) {
    /// Runs it in a process of its own.
    ///
    /// @param folder for its output
    static DoctorRun of(Path folder, String... options) throws IOException, InterruptedException {
        var root = Checkout.root();
        var classPath = Stream.concat(
                        Checkout.classPath("tools/cli").stream(),
                        Stream.of("libs/contracts", "libs/engine")
                                .map(module -> root.resolve(module).resolve("target/classes")))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "io.sluice.cli.Main",
                "doctor",
                "--json"));
        command.addAll(List.of(options));
        var out = folder.resolve("report.json");
        var process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(Files.readString(out));
        return new DoctorRun(process.exitValue(), new ObjectMapper().readTree(out.toFile()));
    }

    List<String> outcomes(String outcome) {
        return findings()
                .filter(finding -> finding.path("outcome").asText().equals(outcome))
                .map(finding -> finding.path("area").asText() + " "
                        + finding.path("name").asText())
                .toList();
    }

    JsonNode finding(String area, String name) {
        return findings()
                .filter(finding -> finding.path("area").asText().equals(area)
                        && finding.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Stream<JsonNode> findings() {
        return StreamSupport.stream(json.path("findings").spliterator(), false);
    }
}
