package io.sluice.engine.batch;

import static io.sluice.engine.batch.BatchFixture.SMALL;
import static io.sluice.engine.gzip.PackedFiles.gzip;
import static io.sluice.engine.gzip.PackedFiles.zip;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.sluice.engine.gzip.PackedFiles;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchFileTest {
    private final BatchFixture batch = new BatchFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array|The file holds one JSON array: write each record on a line of its own, without brackets around all and commas between",
                "pretty|The file holds pretty-printed JSON: write each record on one line, for example with jq -c",
                "mark|The records start with a byte order mark: save them as UTF-8 without it",
                "utf-16|The records are not UTF-8: they start with the mark of UTF-16; save them as UTF-8 without a mark",
                "tar|The gzip file holds a tar archive: pack the JSON lines with gzip alone, without tar",
                "old tar|The gzip file holds a tar archive: pack the JSON lines with gzip alone, without tar",
                "zip in gzip|The gzip file holds a zip archive: pack the JSON lines with gzip alone",
                "gzip in gzip|The gzip file holds another gzip file: pack the JSON lines once",
                "empty gzip|The file has no records: send one gzip file of JSON lines, one record on each line",
                "blank lines|The file has no records: send one gzip file of JSON lines, one record on each line",
                "empty|The file is empty: send one gzip file of JSON lines, one record on each line",
                "zip|Not a gzip file: it is a zip archive; send one gzip file of JSON lines, one record on each line",
                "json|Not a gzip file: it is JSON that is not packed; send one gzip file of JSON lines, one record on each line",
                "plain tar|Not a gzip file: it is a tar archive; send one gzip file of JSON lines, one record on each line",
                "text|Not a gzip file: it begins with other bytes; send one gzip file of JSON lines, one record on each line",
                "cut|The gzip file is cut off: its end is missing; pack it again and compare its size",
                "garbage|The gzip file is followed by other bytes: from byte 32 on it is no gzip; send nothing behind it",
                "bomb|The file is packed too densely: it unpacks to more than 200 times its size; send it in parts",
                "nested bomb|The gzip file holds another gzip file: pack the JSON lines once",
                "too large|The file is too large: it unpacks to more than 4,194,304 bytes; send it in parts",
            })
    void saysWhatAWholeFileIs(String file, String message) {
        var bytes = file(file);

        var report = batch.run(SMALL, bytes);

        assertThat(report.fault())
                .contains(new BatchFault(message.replace("byte 32", "byte " + gzip("{\"ref\":\"x\"}\n").length)));
    }

    private static byte[] file(String what) {
        var tar = new byte[1_024];
        System.arraycopy("ustar".getBytes(UTF_8), 0, tar, 257, 5);
        var good = gzip("{\"ref\":\"x\"}\n");
        return switch (what) {
            case "array" -> gzip("\n [{\"ref\":1},\n{\"ref\":2}]");
            case "pretty" -> gzip("{ \r\n  \"ref\": 1\n}");
            case "mark" -> gzip("\uFEFF{}");
            case "utf-16" -> gzip("\uFEFF{}".getBytes(UTF_16LE));
            case "tar" -> gzip(tar);
            case "old tar" -> gzip(PackedFiles.tarOfSeventhEdition("records.json", "{\"ref\":1}\n"));
            case "zip in gzip" -> gzip(zip());
            case "gzip in gzip" -> gzip(good);
            case "empty gzip" -> gzip("");
            case "blank lines" -> gzip("\n \n\t\r\n");
            case "empty" -> new byte[0];
            case "zip" -> zip();
            case "json" -> "{\"ref\":1}".getBytes(UTF_8);
            case "plain tar" -> tar;
            case "text" -> "ref,schema\n".getBytes(UTF_8);
            case "cut" -> Arrays.copyOf(good, good.length - 3);
            case "garbage" -> Arrays.copyOf(good, good.length + 3);
            case "bomb" -> gzip(new byte[1 << 23]);
            case "nested bomb" -> gzip(gzip(new byte[1 << 23]));
            case "too large" -> gzip(lines());
            default -> fail(what);
        };
    }

    /// 5 MB that do not pack densely.
    private static byte[] lines() {
        var random = new Random(1);
        var bytes = new byte[5 << 20];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 100 == 99 ? '\n' : 'a' + random.nextInt(16));
        }
        return bytes;
    }
}
