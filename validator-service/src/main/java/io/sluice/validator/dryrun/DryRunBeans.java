package io.sluice.validator.dryrun;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.web.answer.AnswerLimits;
import io.sluice.web.answer.FairAnswers;
import io.sluice.web.body.FairPermits;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Creates what limits dry runs from the configuration.
@ApplicationScoped
class DryRunBeans {
    /// Large reports of all accounts, on their way to their readers. Each is whole in memory.
    private static final int REPORTS = 32;

    private static final int REPORTS_OF_AN_ACCOUNT = 4;

    @Produces
    @Singleton
    FairPermits permits(DryRunConfig config) {
        return new FairPermits(config.dryRunBodies(), config.dryRunsPerAccount());
    }

    @Produces
    @Singleton
    FairAnswers largeReports(ObjectMapper json, Vertx vertx) {
        return new FairAnswers(
                "reports of dry runs",
                new FairPermits(REPORTS, REPORTS_OF_AN_ACCOUNT),
                AnswerLimits.OF_A_DOCUMENT,
                json,
                vertx);
    }

    @Produces
    @Singleton
    BodySpace space(DryRunConfig config) {
        return new BodySpace(config.dryRunDisk().asLongValue());
    }
}
