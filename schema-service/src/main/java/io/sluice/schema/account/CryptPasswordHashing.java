package io.sluice.schema.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.Sha2Crypt;

/// SHA-512 crypt with a salt of 96 bits and the 5,000 rounds every crypt(3) uses by default.
///
/// A hash takes milliseconds of CPU, so a worker thread computes it.
@ApplicationScoped
class CryptPasswordHashing implements PasswordHashing {
    private static final int SALT_LENGTH = 16;

    private final Vertx vertx;

    CryptPasswordHashing(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Uni<String> hash(String password) {
        return vertx.executeBlocking(
                () -> Sha2Crypt.sha512Crypt(
                        password.getBytes(StandardCharsets.UTF_8), "$6$" + Secrets.random(SALT_LENGTH)),
                false);
    }
}
