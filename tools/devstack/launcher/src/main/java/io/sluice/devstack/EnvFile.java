package io.sluice.devstack;

import io.sluice.devstack.demo.DemoAccount;
import io.sluice.devstack.stack.SecretFile;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A file of shell assignments with the addresses and secrets of a running stack. It exists only while that
/// runs.
record EnvFile(Path path) {

    void write(Stack stack, DemoAccount account) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("SLUICE_URL", stack.url().toString());
        values.put("SLUICE_ADMIN_TOKEN", stack.adminToken());
        values.put("SLUICE_SFTP_HOST", stack.sftpHost());
        values.put("SLUICE_SFTP_PORT", Integer.toString(stack.sftpPort()));
        if (stack.catchesMail()) {
            values.put("SLUICE_MAIL_URL", stack.mailUrl().toString());
        }
        values.put("SLUICE_KAFKA", stack.kafka());
        values.put("SLUICE_DATA_DIR", stack.dataDir().toString());
        values.put("SLUICE_ACCOUNT", account.accountId());
        values.put("SLUICE_ACCOUNT_TOKEN", account.apiToken());
        values.put("SLUICE_ACCOUNT_PASSWORD", account.password());
        account.clientKey().ifPresent(key -> values.put("SLUICE_CLIENT_KEY", key));
        write(values);
    }

    void write(Map<String, String> values) {
        SecretFile.write(
                path,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining()));
    }

    /// Also when there is none.
    void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException cause) {
            throw new UncheckedIOException(path + " cannot be removed", cause);
        }
    }
}
