package io.sluice.agent.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.agent.PodPaths;
import io.sluice.sftpserver.account.AccountList;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFilesTest {
    @TempDir
    private Path folder;

    private PodPaths paths;
    private UserFiles logins;
    private UserIds ids;

    @BeforeEach
    void layOut() throws IOException {
        paths = new PodPaths(folder, folder.resolve("run"), folder, folder);
        logins = new UserFiles(paths);
        ids = UserIds.read(folder.resolve("user-ids"));
        logins.begin(ids);
    }

    @Test
    void admitsOnlyTheServicesAtFirst() throws Exception {
        assertThat(folder.resolve("passwd")).hasContent("""
                sluice-service:x:19999:19999::/:/usr/sbin/nologin
                sluice-validator:x:19998:19998::/:/usr/sbin/nologin
                """);
        assertThat(folder.resolve("shadow")).hasContent("sluice-service:*:::::::\nsluice-validator:*:::::::\n");
        assertThat(paths.access()).hasContent("-:ALL:ALL\n");
    }

    @Test
    void writesALineForEachAccount() throws Exception {
        admit(accounts("""
                {"accuid":"acme","state":"active","password_hash":"$6$s$h","ip_allowlist":["10.0.0.0/8","2001:db8::/32"]},
                {"accuid":"zeta","state":"active","ssh_public_keys":["ssh-rsa AAAA me"],"ip_allowlist":["0.0.0.0/0"]}"""));

        assertThat(Files.readString(folder.resolve("passwd")))
                .contains("acme:x:20000:20000::/:/usr/sbin/nologin\n", "zeta:x:20001:20001::/:/usr/sbin/nologin\n");
        assertThat(Files.readString(folder.resolve("shadow"))).contains("acme:$6$s$h:::::::\n", "zeta:*:::::::\n");
        assertThat(paths.access())
                .hasContent("+:acme:10.0.0.0/8 2001:db8::/32\n+:zeta:0.0.0.0/1 128.0.0.0/1\n-:ALL:ALL\n");
        assertThat(paths.keys().resolve("zeta")).hasContent("ssh-rsa AAAA\n");
        assertThat(paths.keys().resolve("acme")).doesNotExist();
    }

    @Test
    void removesKeysThatAPreviousAgentLeft() throws Exception {
        admit(accounts("{\"accuid\":\"acme\",\"state\":\"active\",\"ssh_public_keys\":[\"ssh-rsa AAAA\"]}"));
        logins = new UserFiles(paths);
        logins.begin(ids);
        assertThat(paths.keys().resolve("acme")).exists();

        admit(List.of());

        assertThat(paths.keys().resolve("acme")).doesNotExist();
    }

    @Test
    void splitsLongListsIntoLinesThatPamReads() throws Exception {
        var ranges = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            ranges.append(i == 0 ? "" : ",").append("\"10.0.%d.0/24\"".formatted(i));
        }

        admit(accounts("{\"accuid\":\"acme\",\"state\":\"active\",\"ip_allowlist\":[%s]}".formatted(ranges)));

        assertThat(Files.readAllLines(paths.access())).hasSize(3);
    }

    @Test
    void neverGivesAUserIdTwice() throws Exception {
        admit(accounts("{\"accuid\":\"one\",\"state\":\"active\"},{\"accuid\":\"two\",\"state\":\"active\"}"));

        var again = UserIds.read(folder.resolve("user-ids"));
        again.give(
                accounts("{\"accuid\":\"three\",\"state\":\"active\"},{\"accuid\":\"one\",\"state\":\"active\"}")
                        .stream()
                        .map(SftpAccount::accountId)
                        .toList());

        assertThat(folder.resolve("user-ids")).hasContent("one 20000\ntwo 20001\nthree 20002\n");
    }

    private void admit(List<SftpAccount> accounts) throws IOException {
        ids.give(accounts.stream().map(SftpAccount::accountId).toList());
        logins.admit(accounts, ids);
    }

    private static List<SftpAccount> accounts(String records) throws IOException {
        return AccountList.parse("{\"accounts\":[" + records + "]}");
    }
}
