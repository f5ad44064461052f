package io.sluice.data.snapshot;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;

/// A source of kind `entities`.
public record EntitySource(AccountId account, SourceType source) {
    @Override
    public String toString() {
        return account + "/" + source;
    }
}
