package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.parts.sftp.Ledger.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Upload UPLOAD = new Upload("s1", "acme", "/sources/order/20200125_order.csv");

    @TempDir
    private Path folder;

    @Test
    void writesOneJsonLineAnEventBehindTheServersStart() throws Exception {
        Path file = folder.resolve("uploads.log");
        try (Ledger ledger = new Ledger(file, Ledger.ROTATE_AT)) {
            ledger.closed(UPLOAD, 1234);
        }

        var lines = Files.readAllLines(file);
        assertThat(new ObjectMapper().readTree(lines.getFirst()).path("event").asText())
                .isEqualTo("server-start");
        assertThat(lines.get(1))
                .matches(
                        "\\{\"at\":\"[^\"]+Z\",\"server\":\"[0-9a-f-]{36}\",\"event\":\"close\",\"session\":\"s1\","
                                + "\"accuid\":\"acme\",\"path\":\"/sources/order/20200125_order.csv\",\"write\":true,\"written\":1234}");
    }

    @Test
    void beginsANewFileWithAServerStartWhenTheOldOneIsFull() throws Exception {
        Path file = folder.resolve("uploads.log");
        try (Ledger ledger = new Ledger(file, 500)) {
            for (int count = 0; count < 4; count++) {
                ledger.opened(UPLOAD, false);
            }
        }

        assertThat(Files.size(folder.resolve("uploads.log.1"))).isLessThanOrEqualTo(500);
        assertThat(Files.readAllLines(file).getFirst()).contains("\"event\":\"server-start\"");
        assertThat(Files.readString(file)).contains("\"event\":\"open\"");
    }
}
