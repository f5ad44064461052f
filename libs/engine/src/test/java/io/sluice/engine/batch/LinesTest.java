package io.sluice.engine.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 100})
    void endsLinesAtEveryKindOfEnd(int portion) {
        assertThat(split("one\ntwo\r\nthree\rfour\n\r\n\n\r\rlast", portion, 100))
                .containsExactly("1 one", "2 two", "3 three", "4 four", "5 ", "6 ", "7 ", "8 ", "9 last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one\n", "one\r\n", "one\r", "one"})
    void lastLineNeedsNoEnd(String text) {
        assertThat(split(text, 1, 100)).containsExactly("1 one");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void dropsLinesThatAreTooLong(int portion) {
        assertThat(split("12345\n123456\r\n\n1234567890\n1", portion, 5))
                .containsExactly("1 12345", "2 too long", "3 ", "4 too long", "5 1");
        assertThat(split("123456", portion, 5)).containsExactly("1 too long");
    }

    @Test
    void keepsNothingOfALineOf100Megabytes() {
        var found = new ArrayList<String>();
        var lines = new Lines(1 << 20, new Collected(found));
        byte[] part = new byte[1 << 16];

        for (int i = 0; i < 1_600; i++) {
            lines.accept(part, 0, part.length);
        }
        lines.accept("\n{}".getBytes(UTF_8), 0, 3);
        lines.finish();

        assertThat(found).containsExactly("1 too long", "2 {}");
    }

    @Test
    void agreesWithTheJdkOnRandomTexts() {
        var random = new Random(19);
        for (int run = 0; run < 2_000; run++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append("ab\n\r,é".charAt(random.nextInt(6)));
            }
            var expected = new ArrayList<String>();
            text.toString().lines().forEach(line -> expected.add("%d %s".formatted(expected.size() + 1, line)));

            assertThat(split(text.toString(), 1 + random.nextInt(20), 100))
                    .as("%s", text)
                    .isEqualTo(expected);
        }
    }

    private static List<String> split(String text, int portion, int longest) {
        var found = new ArrayList<String>();
        var lines = new Lines(longest, new Collected(found));
        byte[] bytes = text.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += portion) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + portion));
            lines.accept(part, 0, part.length);
        }
        lines.finish();
        assertThat(lines.count()).isEqualTo(found.size());
        return found;
    }

    private record Collected(List<String> found) implements Lines.Sink {
        @Override
        public void line(byte[] bytes, int from, int to, long number) {
            found.add(number + " " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void tooLong(long number) {
            found.add(number + " too long");
        }
    }
}
