package io.sluice.objects.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MultipartOutputStreamTest {
    private final List<Integer> lengths = new ArrayList<>();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final MultipartOutputStream output = new MultipartOutputStream((number, part) -> {
        assertThat(number).isEqualTo(lengths.size() + 1);
        lengths.add(part.length());
        sent.writeBytes(bytes(part));
    });

    @Test
    void smallFileIsOneRest() throws IOException {
        output.write("small".getBytes(StandardCharsets.US_ASCII));

        assertThat(output.sent()).isZero();
        assertThat(bytes(output.rest())).isEqualTo("small".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void bytesComeInOrderWhateverTheWritesSizes() throws IOException {
        var bytes = new byte[2 * MultipartOutputStream.FIRST_PART_BYTES + 12_345];
        var random = new Random(1);
        random.nextBytes(bytes);
        for (int at = 0; at < bytes.length; ) {
            var length = Math.min(bytes.length - at, random.nextInt(500_000));
            output.write(bytes, at, length);
            at += length;
        }

        sent.writeBytes(bytes(output.rest()));

        assertThat(lengths)
                .containsExactly(MultipartOutputStream.FIRST_PART_BYTES, MultipartOutputStream.FIRST_PART_BYTES);
        assertThat(sent.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void tenThousandPartsHoldMoreThanAnyFile() {
        var total =
                IntStream.rangeClosed(1, 10_000).mapToLong(output::partBytes).sum();

        assertThat(total).isEqualTo(496_000L << 20);
    }

    @Test
    void hundredGibibytesNeedNoMoreThan32MebibytesAtOnce() {
        var number = 0;
        for (var left = 100L << 30; left > 0; left -= output.partBytes(number)) {
            number++;
        }

        assertThat(output.partBytes(number)).isEqualTo(32 << 20);
    }

    @Test
    void partsGrowFromASmallerFirstOne() {
        var small = new MultipartOutputStream((number, part) -> {}, 5 << 20);

        assertThat(small.partBytes(2_000)).isEqualTo(5 << 20);
        assertThat(small.partBytes(2_001)).isEqualTo(10 << 20);
    }

    @Test
    void storesTakeNoPartsBelowFiveMebibytes() {
        assertThatThrownBy(() -> new MultipartOutputStream((number, part) -> {}, 1_000))
                .hasMessage("the first parts have 1000 bytes, expected 5242880 to 8388608");
    }

    private static byte[] bytes(MultipartOutputStream.Part part) {
        try {
            return part.stream().readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
