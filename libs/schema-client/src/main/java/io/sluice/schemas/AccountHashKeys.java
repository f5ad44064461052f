package io.sluice.schemas;

import io.sluice.contracts.account.AccountId;
import io.sluice.engine.batch.HashKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.Optional;

/// Asks schema-service for the keys with which sensitive values are hashed.
@ApplicationScoped
public class AccountHashKeys {
    private final SchemaServiceRequests schemaService;

    AccountHashKeys(SchemaServiceRequests schemaService) {
        this.schemaService = schemaService;
    }

    /// The key as schema-service answers it.
    ///
    /// @param key base64
    private record KeyDocument(Optional<String> key) {}

    /// The key of an account; empty when schema-service says that it has none. Nothing else means that:
    /// values that are hashed without the key can never be compared with the others.
    ///
    /// @throws SchemaServiceUnavailableException if there is no usable answer
    public Optional<HashKey> of(AccountId account) {
        var response = schemaService.get("/internal/accounts/%s/hash-key".formatted(account), Optional.empty());
        if (response.statusCode() != 200) {
            throw schemaService.unexpected(response, "200");
        }
        return schemaService
                .read(response, KeyDocument.class, "hash key")
                .key()
                .map(text -> new HashKey(Base64.getDecoder().decode(text)));
    }
}
