package io.sluice.schema.sshkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SshPublicKeyTest {
    private static final String HINT = "; expected an OpenSSH public key like ssh-ed25519 AAAA… (the .pub file)";
    private static final String BASE64 = "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    @Test
    void readsAKeyWithItsFingerprint() {
        var key = SshPublicKey.parse("  ssh-ed25519   " + BASE64 + "  me at home ");

        assertThat(key.text()).isEqualTo("ssh-ed25519 " + BASE64 + " me at home");
        assertThat(key.fingerprint()).isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
        assertThat(key.keyId()).isEqualTo("f83898df0bef57a4");
    }

    @Test
    void refusesOptionsBeforeTheKey() {
        refused(
                "command=\"sh\" ssh-ed25519 " + BASE64,
                "begins with \"command=\"sh\"\", which is no key type that is taken");
    }

    @Test
    void refusesSeveralLines() {
        refused(
                "ssh-ed25519 " + BASE64 + "\nssh-ed25519 " + BASE64,
                "is longer than 8192 characters or more than one line");
    }

    @Test
    void refusesAKeyThatIsCut() {
        refused("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA", "is cut short");
    }

    @Test
    void refusesWhatIsNoBase64() {
        refused("ssh-ed25519 AAA!", "is not base64 after its type");
    }

    @Test
    void refusesAnotherTypeInside() {
        refused("ssh-rsa " + BASE64, "says ssh-rsa but holds a key of another type");
    }

    @Test
    void refusesDsa() {
        refused("ssh-dss AAAAB3NzaC1kc3M=", "begins with \"ssh-dss\", which is no key type that is taken");
    }

    @Test
    void refusesShortRsa() throws IOException {
        refused("ssh-rsa " + rsa(1024), "is an RSA key of 1024 bits, expected at least 2048");
        assertThat(SshPublicKey.parse("ssh-rsa " + rsa(3072)).text()).startsWith("ssh-rsa ");
    }

    private static String rsa(int bits) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (var part : new byte[][] {
            "ssh-rsa".getBytes(StandardCharsets.US_ASCII),
            BigInteger.valueOf(65537).toByteArray(),
            BigInteger.ONE.shiftLeft(bits - 1).toByteArray()
        }) {
            out.writeInt(part.length);
            out.write(part);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static void refused(String line, String fact) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SshPublicKey.parse(line))
                .withMessage(fact + HINT);
    }
}
