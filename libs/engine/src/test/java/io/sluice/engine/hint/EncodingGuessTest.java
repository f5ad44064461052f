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

/// Guesses the encoding of 264 short texts, each in a cell between ASCII cells. Decision 31 has the figures
/// of two libraries on the same texts.
class EncodingGuessTest {
    @Test
    void namesTheEncodingOfShortTexts() throws IOException {
        int first = 0;
        int second = 0;
        List<String> wrong = new ArrayList<>();
        for (JsonNode sample : samples()) {
            String encoding = sample.get("encoding").textValue();
            String guess = guess(HexFormat.of().parseHex(sample.get("bytes").textValue()));

            if (guess.equals(encoding) || guess.startsWith(encoding + " or ")) {
                first++;
            } else if (guess.endsWith(" or " + encoding)) {
                second++;
            } else if (!guess.isEmpty()) {
                wrong.add(sample.get("text").textValue() + " is " + encoding + ", not " + guess);
            }
        }

        assertThat(first).isGreaterThanOrEqualTo(236);
        assertThat(first + second).isGreaterThanOrEqualTo(256);
        assertThat(wrong).hasSizeLessThanOrEqualTo(5);
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

    private static JsonNode samples() throws IOException {
        try (InputStream in = EncodingGuessTest.class.getResourceAsStream("/encodings/samples.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
