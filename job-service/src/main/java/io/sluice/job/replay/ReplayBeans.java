package io.sluice.job.replay;

import io.sluice.job.history.FindLatestJob;
import io.sluice.job.history.Jobs;
import io.sluice.web.body.FairPermits;
import io.sluice.web.security.ServiceToken;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the plain classes of this package.
final class ReplayBeans {
    @Produces
    @Singleton
    ServiceToken token(
            @ConfigProperty(name = "sluice.service-token") Optional<String> token,
            @ConfigProperty(name = "sluice.service-token-file") Optional<Path> file) {
        return new ServiceToken(token, file);
    }

    @Produces
    @Singleton
    ReplayJob replayJob(
            Jobs jobs, FindLatestJob latest, FileReplays files, RecordedReplays replays, ReplayConfig config) {
        return new ReplayJob(jobs, latest, files, replays, config.jobsPerHour(), Clock.systemUTC());
    }

    @Produces
    @Singleton
    FairPermits replaysAtWork(ReplayConfig config) {
        return new FairPermits(config.atWork(), config.atWorkPerAccount());
    }
}
