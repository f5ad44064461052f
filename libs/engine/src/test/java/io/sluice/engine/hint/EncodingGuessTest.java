package io.sluice.engine.hint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Guesses the encoding of 264 short texts and of 105 others, each in a cell between ASCII cells. Decision 31
/// has the figures of two libraries on the same texts.
class EncodingGuessTest {
    @Test
    void namesTheEncodingOfShortTexts() throws IOException {
        Judged judged = judge("samples");

        assertThat(judged.right()).isGreaterThanOrEqualTo(236);
        assertThat(judged.right() + judged.second()).isGreaterThanOrEqualTo(256);
        assertThat(judged.wrong()).hasSizeLessThanOrEqualTo(5);
    }

    /// The weights were set with the samples. They were not changed after these texts had been judged.
    @Test
    void namesTheEncodingOfTextsThatNoWeightWasSetWith() throws IOException {
        Judged judged = judge("hold-out");

        assertThat(judged.right()).isGreaterThanOrEqualTo(94);
        assertThat(judged.right() + judged.second()).isGreaterThanOrEqualTo(99);
        assertThat(judged.wrong()).containsExactly("Nagyváradi József is Windows-1250, not Windows-1252");
    }

    @Test
    void isMostlySilentOnNoise() {
        Random random = new Random(31);
        int guesses = 0;
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[12];
            for (int k = 0; k < noise.length; k++) {
                noise[k] = (byte) (0x80 + random.nextInt(0x80));
            }
            guesses += guess(noise).isEmpty() ? 0 : 1;
        }

        assertThat(guesses).isLessThan(25);
    }

    @Test
    void readsAWordThatIsAsLongAsAFile() {
        assertThat(guess("привет".repeat(700).getBytes(Charset.forName("windows-1251"))))
                .startsWith("Windows-1251");
    }

    private static String guess(byte[] text) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes("1,".getBytes(StandardCharsets.US_ASCII));
        row.writeBytes(text);
        row.writeBytes(",2020-01-05\n".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = row.toByteArray();
        int position = 0;
        while (bytes[position] >= 0) {
            position++;
        }
        return EncodingGuess.of(bytes, position, bytes.length).orElse("");
    }

    /// @param second how often the encoding is the second of two guesses
    private record Judged(int right, int second, int silent, List<String> wrong) {}

    private static Judged judge(String set) throws IOException {
        int right = 0;
        int second = 0;
        int silent = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode sample : samples(set)) {
            String encoding = sample.get("encoding").textValue();
            String guess = guess(HexFormat.of().parseHex(sample.get("bytes").textValue()));
            if (guess.equals(encoding) || guess.startsWith(encoding + " or ")) {
                right++;
            } else if (guess.endsWith(" or " + encoding)) {
                second++;
            } else if (guess.isEmpty()) {
                silent++;
            } else {
                wrong.add(sample.get("text").textValue() + " is " + encoding + ", not " + guess);
            }
        }
        return new Judged(right, second, silent, wrong);
    }

    private static JsonNode samples(String set) throws IOException {
        try (InputStream in = EncodingGuessTest.class.getResourceAsStream("/encodings/" + set + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
