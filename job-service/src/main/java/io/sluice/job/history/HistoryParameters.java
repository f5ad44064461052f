package io.sluice.job.history;

import io.sluice.contracts.account.AccountFacts.Source;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceKind;
import io.sluice.web.parameter.DatedPageParameters;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// The query parameters of a history request.
final class HistoryParameters extends DatedPageParameters {
    @QueryParam("status")
    @Parameter(description = "processing, success or failed")
    @Nullable
    String status;

    HistoryQuery query(AccountId account, Source source) {
        var dates = dates();
        return new HistoryQuery(
                Optional.of(account),
                Optional.of(source.sourceType()),
                Optional.of(source.kind() == SourceKind.ENTITIES ? JobOrigin.BATCH : JobOrigin.FILE),
                dates.from(),
                dates.to(),
                StatusParameter.read(status),
                Optional.empty(),
                cursor(HistoryCursor::read));
    }
}
