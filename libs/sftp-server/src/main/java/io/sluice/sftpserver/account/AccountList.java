package io.sluice.sftpserver.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.AddressRange;
import io.sluice.contracts.account.SftpAccountDocument;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.json.SluiceJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the JSON of `GET /internal/sftp-accounts`, a [io.sluice.contracts.account.SftpAccountList].
///
/// An entry that is wrong lets fewer people in, never more, and affects no other account. So each account is
/// read by itself.
///
/// | wrong | effect |
/// |---|---|
/// | a key, an address range, a source type, the terms | the account is read without it |
/// | the id, the password hash or the form of an account | this account cannot log in |
/// | the document | no list at all |
public final class AccountList {
    private static final System.Logger LOG = System.getLogger(AccountList.class.getName());
    private static final ObjectMapper JSON = SluiceJson.mapper();

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
            account(node).ifPresent(accounts::add);
        }
        return List.copyOf(accounts);
    }

    private static Optional<SftpAccount> account(JsonNode node) {
        try {
            return Optional.ofNullable(JSON.treeToValue(node, SftpAccountDocument.class))
                    .map(AccountList::account);
        } catch (JsonProcessingException | IllegalArgumentException wrong) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "account cannot log in, because its record is wrong: accountId={0} cause={1}",
                    printable(node.path("accuid").asText()),
                    printable(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static SftpAccount account(SftpAccountDocument document) {
        var accountId = document.accountId();
        return new SftpAccount(
                new AccountId(accountId),
                document.state().equals("active") ? AccountState.ACTIVE : AccountState.SUSPENDED,
                document.passwordHash(),
                understood(accountId, document.sshPublicKeys(), PublicKey::parse),
                understood(accountId, document.ipAllowlist(), AddressRange::parse),
                Set.copyOf(understood(accountId, document.sourceTypes(), SourceType::new)),
                understood(accountId, document.terms().stream().toList(), AccountTerms::of).stream()
                        .findFirst());
    }

    /// The text on one line.
    private static String printable(@Nullable String text) {
        return String.valueOf(text).replaceAll("\\p{Cntrl}", "?");
    }

    private static <S, T> List<T> understood(String accountId, List<S> entries, Function<S, T> parser) {
        var values = new ArrayList<T>();
        for (var entry : entries) {
            try {
                values.add(parser.apply(entry));
            } catch (IllegalArgumentException wrong) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "entry of an account is wrong and left out: accountId={0} cause={1}",
                        accountId,
                        printable(wrong.getMessage()));
            }
        }
        return values;
    }
}
