package io.sluice.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.function.Consumer;

/// Tokens that nobody issued, signed with the platform's own key.
final class ForgedTokens {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ForgedTokens() {}

    /// A token like another one with some claims changed.
    static String like(Stack stack, String token, Consumer<ObjectNode> change) throws IOException {
        String[] parts = token.split("\\.", -1);
        ObjectNode claims = JSON.readValue(Base64.getUrlDecoder().decode(parts[1]), ObjectNode.class);
        change.accept(claims);
        String body = parts[0] + "." + base64(JSON.writeValueAsBytes(claims));
        String key = Files.readString(stack.dataDir().resolve("keys/jwt-private.pem"))
                .replaceAll("-----[^-]+-----|\\s", "");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))));
            signature.update(body.getBytes(StandardCharsets.US_ASCII));
            return body + "." + base64(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
