package io.sluice.benchmarks.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.json.SluiceJson;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Accounts `shop-00000`, `shop-00001` … with the seven usual sources and one password.
final class MadeUpAccounts {
    static final List<String> SOURCES =
            List.of("order", "member", "product", "category", "channel", "redeem", "points");
    static final String PASSWORD = "correct-horse";

    /// Of [#PASSWORD].
    private static final String HASH =
            "$6$sluicetest$znTTW7OiOYxKlBJbG9UkEoDLDIcsR7xpELRkfgapz7fyq8GLPlEQhyC/lxV3.Ri08XeJV.Dpi7SqiXUMa2H1I1";

    private static final List<String> ADMITTED = List.of("127.0.0.0/8", "::1/128");

    private final ObjectMapper json = SluiceJson.mapper();

    /// The id of the account with that number, from 0.
    static String id(int number) {
        return "shop-%05d".formatted(number);
    }

    /// The answer of schema-service to the SFTP server.
    String forTheAgent(int accounts) {
        return write(Map.of(
                "accounts",
                IntStream.range(0, accounts)
                        .mapToObj(number -> Map.of(
                                "accuid",
                                id(number),
                                "state",
                                "active",
                                "password_hash",
                                HASH,
                                "ssh_public_keys",
                                List.of(),
                                "ip_allowlist",
                                ADMITTED,
                                "source_types",
                                SOURCES))
                        .toList()));
    }

    /// The announcement of the account by schema-service.
    String facts(int number) {
        return write(new AccountFacts(
                new AccountId(id(number)),
                1,
                "Shop " + number,
                AccountState.ACTIVE,
                List.of("data@shop.example"),
                ADMITTED,
                ZoneOffset.UTC,
                "en",
                Optional.empty(),
                new AccountFacts.Limits(5L << 30, 1L << 30),
                Optional.empty(),
                SOURCES.stream()
                        .map(type -> AccountFacts.Source.ofDays(new SourceType(type), type, false))
                        .toList(),
                Set.of()));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an account cannot be written as JSON", impossible);
        }
    }
}
