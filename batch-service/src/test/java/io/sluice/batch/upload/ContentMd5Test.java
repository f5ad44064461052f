package io.sluice.batch.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.batch.Md5;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentMd5Test {
    private static final Md5 DECLARED = new Md5("40d9a12f0a3c93c8ed66a3b6f3735790");
    private static final String EXPECTED =
            " The batch was allocated with 40d9a12f0a3c93c8ed66a3b6f3735790, so Content-Md5 must be QNmhLwo8k8jtZqO283NXkA==.";

    @Test
    void acceptsBase64OfTheBytes() {
        assertThat(ContentMd5.complaint("QNmhLwo8k8jtZqO283NXkA==", DECLARED)).isEmpty();
    }

    /// The bytes are those of the allocation.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    40d9a12f0a3c93c8ed66a3b6f3735790 | QNmhLwo8k8jtZqO283NXkA   | Content-Md5 lacks its padding, expected == at its end.
                    40d9a12f0a3c93c8ed66a3b6f3735790 | QNmhLwo8k8jtZqO283NXkB== | Content-Md5 has a last character before == that no encoder writes, expected the base64 of the 16 MD5 bytes.
                    fbff00000000000000000000000000ff | -_8AAAAAAAAAAAAAAAAA_w== | Content-Md5 is the base64 for addresses, expected + and / in place of - and _.
                    fbff00000000000000000000000000ff | -_8AAAAAAAAAAAAAAAAA_w   | Content-Md5 is the base64 for addresses, expected + and / in place of - and _.
                    """)
    void namesTheMistakeInTheForm(String hex, String sent, String mistake) {
        var declared = new Md5(hex);

        assertThat(ContentMd5.complaint(sent, declared))
                .contains("%s The batch was allocated with %s, so Content-Md5 must be %s."
                        .formatted(mistake, hex, declared.base64()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    40D9a12f0a3c93c8ed66a3b6f3735790 | Content-Md5 is the checksum in hex, expected the base64 of its 16 bytes.
                    NDBkOWExMmYwYTNjOTNjOGVkNjZhM2I2ZjM3MzU3OTA= | Content-Md5 is the base64 of the 32 hex digits, expected the base64 of the 16 bytes that they stand for.
                    NDBkOWExMmYwYTNjOTNjOGVkNjZhM2I2ZjM3MzU3OTAK | Content-Md5 is the base64 of the 32 hex digits, expected the base64 of the 16 bytes that they stand for.
                    1B2M2Y8AsgTpgAmY7PhCfg== | Content-Md5 is that of another file: d41d8cd98f00b204e9800998ecf8427e.
                    abc! | Content-Md5 is "abc!", expected the base64 of the 16 MD5 bytes of the file.
                    """)
    void namesTheMistake(String sent, String mistake) {
        assertThat(ContentMd5.complaint(sent, DECLARED)).contains(mistake + EXPECTED);
    }
}
