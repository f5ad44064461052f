package io.sluice.sftpserver.account;

import java.util.regex.Pattern;

/// A public key of SSH, without the options and the comment of its `authorized_keys` line.
///
/// @param algorithm e.g. `ssh-ed25519`
/// @param blob in base 64
public record PublicKey(String algorithm, String blob) {
    private static final Pattern LINE = Pattern.compile(
            "(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\\.com|sk-ecdsa-sha2-nistp256@openssh\\.com)"
                    + " +([A-Za-z0-9+/]+={0,3})(?: .*)?");

    /// Reads a line as `ssh-keygen` writes it.
    public static PublicKey parse(String line) {
        var matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a public key like \"ssh-ed25519 AAAA… comment\" but got \"%s\"".formatted(line));
        }
        return new PublicKey(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return algorithm + " " + blob;
    }
}
