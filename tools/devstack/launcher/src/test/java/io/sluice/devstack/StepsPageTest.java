package io.sluice.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// README.md has the steps of a batch word for word as docs/tenants.md, where tests run them.
class StepsPageTest {

    @ParameterizedTest
    @ValueSource(strings = {"steps", "outcome"})
    void readmeHasTheStepsOfThePage(String name) throws IOException {
        var block = Pattern.compile("<!-- " + name + " -->\n```\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.root().resolve("docs/tenants.md")));
        assertThat(block.find()).isTrue();

        assertThat(Files.readString(Checkout.root().resolve("README.md"))).contains("```\n" + block.group(1) + "```");
    }
}
