package io.sluice.agent.user;

import io.sluice.agent.PodPaths;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AddressRange;
import io.sluice.sftpserver.account.PublicKey;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import io.sluice.sftpserver.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the files that sshd, PAM and the name service read at each log-in. Each file changes in one step,
/// so sshd never reloads.
///
/// `passwd` changes last: a new account can log in only once all its files are there. Keys and allow-list
/// change first, so that an account that is gone loses them before its name.
final class UserFiles {
    /// A line of `access.conf` may have at most 8 KiB.
    private static final int RANGES_PER_LINE = 64;

    private static final String NO_SHELL = "/usr/sbin/nologin";

    private final PodPaths paths;
    private final Map<AccountId, List<PublicKey>> keys = new HashMap<>();

    UserFiles(PodPaths paths) {
        this.paths = paths;
    }

    /// Starts from the files that a previous agent wrote in the same pod, so that its accounts can still log
    /// in. In a new pod only the service can log in until the first list.
    void begin(UserIds ids) throws IOException {
        Files.createDirectories(paths.keys());
        try (var files = Files.list(paths.keys())) {
            files.flatMap(file -> AccountId.of(file.getFileName().toString()).stream())
                    .forEach(account -> keys.put(account, List.of()));
        }
        if (!Files.exists(passwd())) {
            admit(List.of(), ids);
        }
    }

    private Path passwd() {
        return paths.users().resolve("passwd");
    }

    /// Lets exactly these accounts log in from now on.
    void admit(Collection<SftpAccount> active, UserIds ids) throws IOException {
        var passwd = new StringBuilder(passwdLine(ServiceUser.NAME, ServiceUser.ID))
                .append(passwdLine(ServiceUser.VALIDATOR, ServiceUser.VALIDATOR_ID));
        var shadow = new StringBuilder("%s:*:::::::\n%s:*:::::::\n".formatted(ServiceUser.NAME, ServiceUser.VALIDATOR));
        var access = new StringBuilder();
        for (var account : active) {
            passwd.append(passwdLine(account.accountId().value(), ids.of(account.accountId())));
            shadow.append(account.accountId())
                    .append(':')
                    .append(account.passwordHash().orElse("*"))
                    .append(":::::::\n");
            appendAccess(access, account);
        }
        access.append("-:ALL:ALL\n");
        writeKeys(active);
        AtomicFile.write(paths.access(), access.toString(), AtomicFile.PRIVATE);
        AtomicFile.write(paths.users().resolve("shadow"), shadow.toString(), AtomicFile.PRIVATE);
        AtomicFile.write(passwd(), passwd.toString(), AtomicFile.READABLE);
    }

    private static String passwdLine(String name, int id) {
        return "%s:x:%d:%d::/:%s\n".formatted(name, id, id, NO_SHELL);
    }

    private static void appendAccess(StringBuilder access, SftpAccount account) {
        var ranges =
                account.ipAllowlist().stream().flatMap(UserFiles::asPamReads).toList();
        for (int i = 0; i < ranges.size(); i += RANGES_PER_LINE) {
            access.append("+:").append(account.accountId()).append(':');
            access.append(ranges.subList(i, Math.min(ranges.size(), i + RANGES_PER_LINE)).stream()
                    .map(AddressRange::toString)
                    .collect(Collectors.joining(" ")));
            access.append('\n');
        }
    }

    /// pam_access admits nobody from a range with the prefix 0.
    private static Stream<AddressRange> asPamReads(AddressRange range) {
        return range.prefix() == 0 ? range.halves().stream() : Stream.of(range);
    }

    private void writeKeys(Collection<SftpAccount> active) throws IOException {
        var wanted = new HashMap<AccountId, List<PublicKey>>();
        for (var account : active) {
            if (!account.sshPublicKeys().isEmpty()) {
                wanted.put(account.accountId(), account.sshPublicKeys());
            }
        }
        for (var gone : List.copyOf(keys.keySet())) {
            if (!wanted.containsKey(gone)) {
                Files.deleteIfExists(paths.keys().resolve(gone.value()));
                keys.remove(gone);
            }
        }
        for (var entry : wanted.entrySet()) {
            if (!entry.getValue().equals(keys.get(entry.getKey()))) {
                var lines = entry.getValue().stream().map(key -> key + "\n").collect(Collectors.joining());
                AtomicFile.write(paths.keys().resolve(entry.getKey().value()), lines, AtomicFile.READABLE);
                keys.put(entry.getKey(), entry.getValue());
            }
        }
    }
}
