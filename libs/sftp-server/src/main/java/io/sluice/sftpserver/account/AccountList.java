package io.sluice.sftpserver.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of `GET /internal/sftp-accounts`.
///
/// What is not understood makes the door narrower, never wider, and never closes it for others: a bad key or
/// range is left out, a bad account keeps out its user alone.
public final class AccountList {
    private static final System.Logger LOG = System.getLogger(AccountList.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountList() {}

    /// The accounts that are understood.
    ///
    /// @throws JsonProcessingException when the text is no such document
    public static List<SftpAccount> parse(String json) throws JsonProcessingException {
        var list = JSON.readTree(json).get("accounts");
        if (list == null || !list.isArray()) {
            throw new JsonMappingException(null, "expected a list \"accounts\" in the answer of schema-service");
        }
        var accounts = new ArrayList<SftpAccount>();
        for (var node : list) {
            var accountId = node.path("accuid").asText();
            try {
                accounts.add(new SftpAccount(
                        new AccountId(accountId),
                        node.path("state").asText().equals("active") ? AccountState.ACTIVE : AccountState.SUSPENDED,
                        Optional.ofNullable(node.path("password_hash").textValue()),
                        understood(accountId, node.get("ssh_public_keys"), PublicKey::parse),
                        understood(accountId, node.get("ip_allowlist"), AddressRange::parse),
                        Set.copyOf(understood(accountId, node.get("source_types"), SourceType::new))));
            } catch (IllegalArgumentException wrong) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "account cannot log in, its record is wrong: accountId={0} cause={1}",
                        printable(accountId),
                        printable(wrong.getMessage()));
            }
        }
        return List.copyOf(accounts);
    }

    /// One line, whatever the text holds.
    private static String printable(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    }

    private static <T> List<T> understood(String accountId, @Nullable JsonNode texts, Function<String, T> parser) {
        var values = new ArrayList<T>();
        if (texts != null) {
            for (var text : texts) {
                try {
                    values.add(parser.apply(text.asText()));
                } catch (IllegalArgumentException wrong) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "entry of an account is left out: accountId={0} cause={1}",
                            accountId,
                            printable(wrong.getMessage()));
                }
            }
        }
        return values;
    }
}
