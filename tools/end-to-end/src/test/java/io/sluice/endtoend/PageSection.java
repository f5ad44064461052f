package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of a page that a test makes, between `<!-- name -->` and `<!-- end of name -->`.
///
/// @param page below the checkout
record PageSection(String page, String name) {

    /// Fails when the committed part is another one; with `-Dsluice.write=true` writes it.
    void is(String generated) throws IOException {
        Path file = Checkout.root().resolve(page);
        String text = Files.readString(file);
        int from = text.indexOf(begin()) + begin().length();
        int to = text.indexOf(end());
        assertThat(to).as("%s has the lines %s and %s", page, begin(), end()).isGreaterThanOrEqualTo(from);
        if (Boolean.getBoolean("sluice.write")) {
            text = text.substring(0, from) + generated + text.substring(to);
            Files.writeString(file, text);
            to = text.indexOf(end());
        }
        assertThat(text.substring(from, to))
                .as("%s, section %s; -Dsluice.write=true writes it", page, name)
                .isEqualTo(generated);
    }

    private String begin() {
        return "<!-- " + name + " -->\n";
    }

    private String end() {
        return "<!-- end of " + name + " -->\n";
    }
}
