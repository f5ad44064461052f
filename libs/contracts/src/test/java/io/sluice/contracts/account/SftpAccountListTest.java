package io.sluice.contracts.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// schema-service writes the list, the SFTP servers read it: the golden file is what both agree on.
class SftpAccountListTest {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final SftpAccountList LIST = new SftpAccountList(List.of(
            new SftpAccountDocument(
                    "110-1234-567",
                    "active",
                    Optional.of("$6$salt$hash"),
                    List.of("ssh-ed25519 AAAA0 me@home"),
                    List.of("203.0.113.0/24", "2001:db8::/32"),
                    List.of("member", "order"),
                    Optional.of(new SftpAccountDocument.Terms("zh-TW", "Asia/Taipei", 5_368_709_120L, 1_073_741_824L))),
            new SftpAccountDocument(
                    "acme", "suspended", Optional.empty(), List.of(), List.of(), List.of(), Optional.empty())));

    @Test
    void writesItsGoldenFile() throws IOException {
        var written = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(LIST);

        assertThat(written).isEqualToIgnoringNewLines(golden().strip());
    }

    @Test
    void readsItsGoldenFile() throws IOException {
        var read = JSON.readValue(golden(), SftpAccountList.class);

        assertThat(read).isEqualTo(LIST);
    }

    @Test
    void readsTheListOfAnEarlierRelease() throws IOException {
        var read = JSON.readValue(file("sftp-accounts-without-terms.json"), SftpAccountList.class);

        assertThat(read.accounts())
                .extracting(
                        SftpAccountDocument::accountId, SftpAccountDocument::sourceTypes, SftpAccountDocument::terms)
                .containsExactly(tuple("110-1234-567", List.of("member", "order"), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"accuid\":null,\"state\":null,\"ssh_public_keys\":null,\"ip_allowlist\":[null],\"unknown\":1}"
            })
    void readsAbsentKeysAsEmptyValues(String json) throws IOException {
        var read = JSON.readValue(json, SftpAccountDocument.class);

        assertThat(read)
                .isEqualTo(new SftpAccountDocument(
                        "", "", Optional.empty(), List.of(), List.of(), List.of(), Optional.empty()));
    }

    private static String golden() throws IOException {
        return file("sftp-accounts.json");
    }

    private static String file(String name) throws IOException {
        try (var stream = SftpAccountListTest.class.getResourceAsStream("/golden/" + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
