package io.sluice.schema.source;

import io.sluice.contracts.account.AccountId;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// How the sources of templates are stored.
interface TemplateStorage {
    /// Stores those sources whose types the account does not have, and brings back the retired ones among
    /// them: all, or none.
    ///
    /// @param fresh at their first versions
    Uni<TemplateCreation> createMissing(AccountId account, List<Source> fresh);
}
