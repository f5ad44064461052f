package io.sluice.devstack.parts.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.sftp.UploadLedger.Upload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadLedgerTest {

    private static final Upload UPLOAD = new Upload("s1", new AccountId("acme"), "/sources/order/20200125_order.csv");

    @TempDir
    private Path folder;

    @Test
    void writesOneJsonLineAnEventBehindTheServersStart() throws Exception {
        Path file = folder.resolve("uploads.log");
        try (UploadLedger ledger = new UploadLedger(file, Clock.systemUTC())) {
            ledger.closed(UPLOAD, 1234, false);
        }

        var lines = Files.readAllLines(file);
        assertThat(lines.getFirst()).contains("\"event\":\"server-start\"");
        assertThat(lines.get(1))
                .matches(
                        "\\{\"at\":\"[^\"]+Z\",\"server\":\"[0-9a-f-]{36}\",\"session\":\"s1\",\"accuid\":\"acme\","
                                + "\"event\":\"close\",\"path\":\"/sources/order/20200125_order.csv\",\"written\":1234,\"write\":true}");
    }
}
