package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The committed page of all configuration keys matches the sources. With `-Dsluice.write=true` the test
/// writes it.
class ConfigurationPageTest {

    @Test
    void matchesTheSources() throws IOException {
        var page = Checkout.root().resolve("docs/operations/configuration.md");
        var generated = ConfigurationPage.of(Checkout.root());

        if (Boolean.getBoolean("sluice.write")) {
            Files.writeString(page, generated);
        }

        assertThat(Files.readString(page))
                .as(
                        "write it with: ./mvnw -pl tools/devstack/launcher test -Dtest=ConfigurationPageTest -Dsluice.write=true")
                .isEqualTo(generated);
    }

    @Test
    void namesEveryKeyOfTheTlsPage() throws IOException {
        var tls = Files.readString(Checkout.root().resolve("docs/operations/tls.md"));
        var configuration = Files.readString(Checkout.root().resolve("docs/operations/configuration.md"));

        var keys = Pattern.compile("^((?:kafka|quarkus|sluice)\\.[^=]+)=", Pattern.MULTILINE)
                .matcher(tls)
                .results()
                .map(found -> "`" + found.group(1) + "`")
                .toList();

        assertThat(keys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(configuration).contains("| " + key + " |"));
    }
}
