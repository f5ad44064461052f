package io.sluice.data.source;

import java.util.List;

/// The sources of an account that take records.
public record AccountSources(List<RecordSource> usable, List<UnusableSource> unusable) {
    public AccountSources {
        usable = List.copyOf(usable);
        unusable = List.copyOf(unusable);
    }
}
