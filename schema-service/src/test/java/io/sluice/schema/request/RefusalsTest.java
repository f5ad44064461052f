package io.sluice.schema.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.form.FormError;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void listsEveryErrorAndNamesThreeInItsSentence() {
        var errors = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> new FormError("f" + i, "is wrong"))
                .toList();

        var problem = Refusals.refused("The account", errors);

        assertThat(problem.getStatusCode()).isEqualTo(422);
        assertThat(problem.getDetail())
                .isEqualTo("The account is refused: f1: is wrong; f2: is wrong; f3: is wrong; and 2 more.");
        assertThat(problem.getParameters())
                .containsEntry(
                        "errors",
                        errors.stream()
                                .map(error -> Map.of("field", error.field(), "message", "is wrong"))
                                .toList());
    }

    @Test
    void endsItsSentenceWhenAllErrorsAreNamed() {
        var problem = Refusals.refused("The key", List.of(new FormError("public_key", "is cut short")));

        assertThat(problem.getDetail()).isEqualTo("The key is refused: public_key: is cut short.");
    }
}
