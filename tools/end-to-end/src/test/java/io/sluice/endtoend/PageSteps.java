package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Runs the lines that a page of the documentation asks its reader to copy.
///
/// @param folder where they run
record PageSteps(Path folder) {

    /// The lines below the mark `<!-- name -->`.
    static String block(String page, String name) {
        var block = Pattern.compile("<!-- " + name + " -->\n```\\w*\n(.*?)```", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as(name).isTrue();
        return block.group(1);
    }

    /// Runs the lines with bash and returns what they printed.
    String run(String lines, Map<String, String> environment) throws IOException, InterruptedException {
        var output = folder.resolve("printed");
        // A service that is unavailable for a moment answers 503.
        Files.writeString(folder.resolve(".curlrc"), "retry = 10\n");
        var script = new ProcessBuilder("bash", "-eu", "-c", lines)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        script.environment().put("CURL_HOME", folder.toString());
        script.environment().putAll(environment);

        var process = script.start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        var printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
