package io.sluice.engine.gzip;

import static io.sluice.engine.gzip.PackedFiles.gzip;
import static io.sluice.engine.gzip.PackedFiles.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final UnpackLimits SMALL = new UnpackLimits(1L << 24, 200);

    /// What one file becomes.
    private record Result(String text, Optional<GzipFault> fault) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1 << 16})
    void unpacksMembersOneAfterAnother(int portion) {
        byte[] file = join(gzip("one\n"), gzip(""), gzip("two\n".repeat(30_000)));

        assertThat(unpack(file, portion)).isEqualTo(new Result("one\n" + "two\n".repeat(30_000), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1 << 16})
    void skipsEveryFieldOfAHeader(int portion) {
        byte[] plain = gzip("text");
        byte[] header = {
            0x1F, (byte) 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 2, 0, 'e', 'x', 'n', 0, 'c', 'o', 0, 1, 2
        };

        byte[] file = join(header, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(unpack(file, portion)).isEqualTo(new Result("text", Optional.empty()));
        assertThat(unpack(join(file, file), portion)).isEqualTo(new Result("texttext", Optional.empty()));
    }

    @Test
    void findsEveryCut() {
        byte[] file = join(gzip("one\n"), gzip("two\n"));
        int first = gzip("one\n").length;

        for (int length = 2; length < file.length; length++) {
            var fault = unpack(Arrays.copyOf(file, length), 5).fault();

            assertThat(fault)
                    .as("%d bytes", length)
                    .isEqualTo(length == first ? Optional.empty() : Optional.of(new GzipFault.Truncated()));
        }
    }

    /// Some bits say nothing: those that fill up the last byte of the packed data.
    @Test
    void findsEveryFlippedBitThatMatters() {
        String text = "a text that is packed, packed and packed again";
        byte[] file = gzip(text);
        int found = 0;

        for (int bit = 10 * Byte.SIZE; bit < file.length * Byte.SIZE; bit++) {
            byte[] damaged = file.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));

            Result result = unpack(damaged, 1 << 16);

            if (result.fault().isEmpty()) {
                assertThat(result.text()).as("bit %d", bit).isEqualTo(text);
            } else {
                found++;
            }
        }
        assertThat(found).isGreaterThan((file.length - 10) * Byte.SIZE - Byte.SIZE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\0\0\0\0", "\u001f!", "PK"})
    void refusesWhatFollowsTheLastMember(String garbage) {
        byte[] file = gzip("one");

        assertThat(unpack(join(file, garbage.getBytes(UTF_8)), 4))
                .isEqualTo(new Result("one", Optional.of(new GzipFault.TrailingBytes(file.length))));
    }

    @Test
    void knowsWhatIsNoGzip() {
        byte[] zip = zip();
        byte[] tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);

        assertThat(unpack(new byte[0], 1).fault()).contains(new GzipFault.Empty());
        assertThat(kind(zip)).isEqualTo(new Content.Binary(BinaryKind.ZIP));
        assertThat(kind(tar)).isEqualTo(new Content.Tar());
        assertThat(kind(PackedFiles.tarOfSeventhEdition("records.json", "{}\n")))
                .isEqualTo(new Content.Tar());
        assertThat(kind(new byte[1_024])).isEqualTo(new Content.Other());
        assertThat(kind("\r\n {\"ref\":1}".getBytes(UTF_8))).isEqualTo(new Content.Json());
        assertThat(kind("[".getBytes(UTF_8))).isEqualTo(new Content.Json());
        assertThat(kind("\uFEFF{".getBytes(UTF_8))).isEqualTo(new Content.Marked(ByteOrderMark.UTF_8));
        assertThat(kind("id,name\n".getBytes(UTF_8))).isEqualTo(new Content.Other());
        assertThat(kind(new byte[] {0x1F})).isEqualTo(new Content.Other());
        assertThat(kind(new byte[] {0x1F, (byte) 0x9D})).isEqualTo(new Content.Other());
    }

    @Test
    void refusesAnotherMethodThanDeflate() {
        byte[] file = gzip("one");
        file[2] = 7;

        assertThat(unpack(file, 1).fault()).contains(new GzipFault.Damaged(2));
    }

    @Test
    void stopsAtTheLargestSize() {
        byte[] file = gzip(noise(3_000));

        assertThat(unpack(file, 100, new UnpackLimits(3_000, 200)).fault()).isEmpty();
        assertThat(unpack(file, 100, new UnpackLimits(2_999, 200)).fault()).contains(new GzipFault.TooLarge(2_999));
    }

    /// 1:1000 in one member, and in many small ones.
    @Test
    void stopsBombsEarly() {
        byte[] zeros = gzip(new byte[1 << 24]);
        byte[] member = gzip(new byte[1 << 16]);
        byte[] members = new byte[200 * member.length];
        for (int i = 0; i < 200; i++) {
            System.arraycopy(member, 0, members, i * member.length, member.length);
        }

        for (byte[] bomb : new byte[][] {zeros, members}) {
            var sink = new ByteArrayOutputStream();
            try (var gunzip = new Gunzip(SMALL, bomb.length, (bytes, from, to) -> {
                sink.write(bytes, from, to - from);
                return true;
            })) {
                gunzip.accept(bomb, 0, bomb.length);
                gunzip.finish();

                assertThat(gunzip.fault()).contains(new GzipFault.Exploding(200));
                assertThat(sink.size()).isLessThan(4 << 20);
            }
        }
    }

    /// The whole file is judged, not its beginning.
    @Test
    void takesADenseBeginningOfAFileThatIsNotDense() {
        byte[] dense = gzip(new byte[4 << 20]);
        byte[] file = join(dense, gzip(noise(20_000)));

        assertThat(unpack(dense, 1_000).fault()).contains(new GzipFault.Exploding(200));
        assertThat(unpack(file, 1_000).fault()).isEmpty();
    }

    @Test
    void takesSmallFilesOfAnyRatio() {
        assertThat(unpack(gzip("{}\n".repeat(300_000)), 100).fault()).isEmpty();
    }

    @Test
    void endsWhenTheSinkWantsNoMore() {
        byte[] file = join(gzip("one"), gzip("two"));
        var text = new StringBuilder();

        try (var gunzip = new Gunzip(SMALL, file.length, (bytes, from, to) -> {
            text.append(new String(bytes, from, to - from, UTF_8));
            return false;
        })) {
            gunzip.accept(file, 0, file.length);
            gunzip.finish();

            assertThat(text).hasToString("one");
            assertThat(gunzip.fault()).isEmpty();
        }
    }

    /// The differential oracle for what is well-formed.
    @Test
    void agreesWithTheChecksumOfTheJdk() {
        byte[] text = noise(200_000);
        byte[] file = gzip(text);
        var expected = new CRC32();
        expected.update(text);
        var actual = new CRC32();

        try (var gunzip = new Gunzip(SMALL, file.length, (bytes, from, to) -> {
            actual.update(bytes, from, to - from);
            return true;
        })) {
            gunzip.accept(file, 0, file.length);
            gunzip.finish();

            assertThat(gunzip.unpackedBytes()).isEqualTo(text.length);
        }
        assertThat(actual.getValue()).isEqualTo(expected.getValue());
    }

    private static Content kind(byte[] file) {
        return ((GzipFault.NotGzip) unpack(file, 1 << 16).fault().orElseThrow()).content();
    }

    private static Result unpack(byte[] file, int portion) {
        return unpack(file, portion, SMALL);
    }

    private static Result unpack(byte[] file, int portion, UnpackLimits limits) {
        var text = new ByteArrayOutputStream();
        try (var gunzip = new Gunzip(limits, file.length, (bytes, from, to) -> {
            text.write(bytes, from, to - from);
            return true;
        })) {
            for (int from = 0; from < file.length; from += portion) {
                gunzip.accept(file, from, Math.min(file.length, from + portion));
            }
            gunzip.finish();
            return new Result(text.toString(UTF_8), gunzip.fault());
        }
    }

    private static byte[] noise(int length) {
        var noise = new byte[length];
        new Random(7).nextBytes(noise);
        return noise;
    }

    private static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
