package io.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.batch.parts.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steps of `docs/tenants.md`, done with gzip, md5sum, openssl and curl as they stand there. `BatchesIT`
/// of the end-to-end tests goes on to the end of the batch.
@QuarkusTest
class StepsIT {
    private static final Pattern STEPS = Pattern.compile("<!-- steps -->\n```\n(.*?)```", Pattern.DOTALL);

    @Test
    void areThoseOfThePage(@TempDir Path folder) throws IOException, InterruptedException {
        var client = Client.ofFreshAccount();
        var steps = STEPS.matcher(Files.readString(Path.of("../docs/tenants.md")));
        assertThat(steps.find()).isTrue();
        // The service gives out the address of its gateway, which no test has.
        Files.writeString(
                folder.resolve(".curlrc"),
                "connect-to = \"batches.example.com:80:127.0.0.1:%d\"\n".formatted(RestAssured.port));
        var script = new ProcessBuilder("bash", "-eu", "-c", steps.group(1))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        script.environment().put("CURL_HOME", folder.toString());
        script.environment().put("SLUICE_URL", "http://batches.example.com");
        script.environment().put("SLUICE_CLIENT_KEY", client.clientKey());
        script.environment().put("SLUICE_ACCOUNT_TOKEN", client.token());

        var process = script.start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).contains("\"status\":{\"code\":\"fileprocessing\"}");
    }
}
