package io.sluice.devstack;

import io.sluice.devstack.demo.DemoAccount;
import io.sluice.devstack.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Shell assignments that tell scripts where everything is.
final class EnvFile {

    private EnvFile() {}

    static String of(Stack stack, DemoAccount account) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("SLUICE_URL", stack.url().toString());
        values.put("SLUICE_ADMIN_TOKEN", stack.adminToken());
        values.put("SLUICE_SFTP_HOST", stack.sftpHost());
        values.put("SLUICE_SFTP_PORT", Integer.toString(stack.sftpPort()));
        values.put("SLUICE_MAIL_URL", stack.mailUrl().toString());
        values.put("SLUICE_KAFKA", stack.kafka());
        values.put("SLUICE_DATA_DIR", stack.dataDir().toString());
        values.put("SLUICE_ACCOUNT", account.accountId());
        values.put("SLUICE_ACCOUNT_TOKEN", account.apiToken());
        values.put("SLUICE_ACCOUNT_PASSWORD", account.password());
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                .collect(Collectors.joining());
    }
}
