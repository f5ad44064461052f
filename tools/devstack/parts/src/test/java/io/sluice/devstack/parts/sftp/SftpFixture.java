package io.sluice.devstack.parts.sftp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import io.sluice.devstack.parts.process.Ports;
import io.sluice.sftpserver.account.ServiceUser;
import io.sluice.sftpserver.account.SftpAccount;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.Crypt;

/// A server with the accounts acme (order, member) and beta (order), and JSch logins to it.
final class SftpFixture implements AutoCloseable {

    static final String PASSWORD = "open sesame";

    final AccountBook accounts;
    final EmbeddedSftp server;
    final Path volume;
    private final Path folder;
    private final List<Session> sessions = new ArrayList<>();

    SftpFixture(Path folder) {
        this.folder = folder;
        this.volume = folder.resolve("volume");
        accounts = AccountBook.of(account("acme", "order", "member"), account("beta", "order"));
        server = new EmbeddedSftp(
                        volume,
                        "127.0.0.1",
                        Ports.free(),
                        KeyFiles.ensure(folder.resolve("host-key")),
                        KeyFiles.line(
                                KeyFiles.ensure(folder.resolve("service-key")).getPublic()),
                        accounts)
                .withValidator(KeyFiles.line(
                        KeyFiles.ensure(folder.resolve("validator-key")).getPublic()))
                .start();
    }

    static SftpAccount account(String accountId, String... sourceTypes) {
        return LocalAccount.of(accountId, Crypt.crypt(PASSWORD, "$5$fixture"), Set.of(sourceTypes));
    }

    ChannelSftp tenant(String accountId) throws Exception {
        Session session = new JSch().getSession(accountId, "127.0.0.1", server.port());
        session.setPassword(PASSWORD);
        return open(session);
    }

    ChannelSftp service() throws Exception {
        return byKey(EmbeddedSftp.SERVICE_USER, "service-key");
    }

    ChannelSftp validator() throws Exception {
        return byKey(ServiceUser.VALIDATOR, "validator-key");
    }

    ChannelSftp byKey(String user, String key) throws Exception {
        JSch jsch = new JSch();
        jsch.addIdentity(folder.resolve(key).toString());
        return open(jsch.getSession(user, "127.0.0.1", server.port()));
    }

    /// The ledger's lines of the event.
    List<JsonNode> ledger(String event) throws Exception {
        return lines("uploads.log").stream()
                .filter(node -> node.path("event").asText().equals(event))
                .toList();
    }

    /// The recorded log-ins: account, method, outcome, reason.
    List<String> logIns() throws Exception {
        return lines("log-ins.log").stream()
                .map(node -> String.join(
                                " ",
                                node.path("accuid").asText("?"),
                                node.path("address").asText(),
                                node.path("method").asText(),
                                node.path("outcome").asText(),
                                node.path("reason").asText())
                        .strip())
                .toList();
    }

    private List<JsonNode> lines(String name) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(volume.resolve("ledger").resolve(name))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    Path onDisk(String accountId, String path) {
        return volume.resolve("accounts").resolve(accountId).resolve(path);
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        sessions.forEach(Session::disconnect);
        server.close();
    }

    private ChannelSftp open(Session session) throws Exception {
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(10_000);
        sessions.add(session);
        ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(10_000);
        return channel;
    }
}
