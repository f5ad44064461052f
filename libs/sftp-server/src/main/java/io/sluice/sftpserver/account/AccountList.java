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
/// An entry that is wrong lets fewer people in, never more, and affects no other account.
///
/// | wrong | effect |
/// |---|---|
/// | a key, an address range, a source type | the account is read without it |
/// | the id or the password hash of an account | this account cannot log in |
/// | the document | no list at all |
public final class AccountList {
    private static final System.Logger LOG = System.getLogger(AccountList.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private AccountList() {}

    /// Reads the accounts; leaves out those that are wrong.
    ///
    /// @throws JsonProcessingException when the text is not such a document
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
                        "account cannot log in, because its record is wrong: accountId={0} cause={1}",
                        printable(accountId),
                        printable(wrong.getMessage()));
            }
        }
        return List.copyOf(accounts);
    }

    /// The text on one line.
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
                            "entry of an account is wrong and left out: accountId={0} cause={1}",
                            accountId,
                            printable(wrong.getMessage()));
                }
            }
        }
        return values;
    }
}
