package io.sluice.validator.job;

import static io.sluice.validator.job.UploadWorld.BAD;
import static io.sluice.validator.job.UploadWorld.GOOD;
import static io.sluice.validator.job.UploadWorld.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.JobProgressed;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.contracts.limit.EntryCount.Kind;
import io.sluice.contracts.limit.LimitExceeded;
import io.sluice.contracts.limit.LimitExceeded.Limit;
import io.sluice.engine.key.KeyMemory;
import io.sluice.engine.schema.AcceptanceDeclaration;
import io.sluice.validator.job.AttemptResult.Origin;
import io.sluice.validator.source.SchemaFetch.SchemaResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a claimed file becomes when everything works.
class ValidateUploadTest {
    private final UploadWorld world = new UploadWorld();
    private final Attempts validate = world.newProcess();

    @Test
    void acceptsAValidFile() {
        var claim = world.claimed(GOOD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome.rows()).isEqualTo(2);
        assertThat(outcome.rowsAccepted()).isEqualTo(2);
        assertThat(outcome.errorMessage()).isEmpty();
        assertThat(outcome.hasReport()).isFalse();
        assertThat(outcome.sourceName()).isEqualTo("Order");
        assertThat(outcome.schemaVersion()).isEqualTo(3);
        assertThat(outcome.size()).isEqualTo(GOOD.length());
        assertThat(outcome.sha256()).contains("11589d50cefd2722483cf82a65dd300d103167531144de525366051cd7dc77f5");
        assertThat(outcome.validatedAt()).isEqualTo(NOW);
        assertThat(world.jobEvents().validated()).containsExactly(outcome);
        assertThat(world.outcomes().find(claim.job()).orElseThrow().outcome()).isEqualTo(outcome);
        assertThat(world.outcomes().csv(claim.job())).contains("line,record,column,code,rule,value,message\n");
    }

    @Test
    void refusesAnInvalidFileWithItsReport() {
        var claim = world.claimed(BAD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains("Invalid data type in column [id] at line 3; 1 error in 2 rows");
        assertThat(outcome.rowsAccepted()).isZero();
        assertThat(outcome.hasReport()).isTrue();
        assertThat(outcome.firstErrors()).hasSize(1);
        assertThat(world.outcomes().csv(claim.job()).orElseThrow())
                .startsWith("line,record,column,code,rule,value,message\n3,2,id,type-error,,x,");
    }

    @Test
    void acceptsPartiallyBelowTheThreshold() {
        world.schemas().setResponse(FakeSchemas.current(4, "Integer", new AcceptanceDeclaration("partial", 50.0)));
        var claim = world.claimed(BAD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(outcome.rowsAccepted()).isEqualTo(1);
        assertThat(outcome.errorCount()).isEqualTo(1);
        assertThat(outcome.hasReport()).isTrue();
    }

    @Test
    void usesAChangedSchemaForTheNextFile() {
        world.schemas().setResponse(FakeSchemas.current(3, "Integer", null));
        validate.attempt(new UploadJob(world.claimed(GOOD)));
        world.schemas().setResponse(FakeSchemas.current(4, "Boolean", null));
        var other = world.anotherClaimed(GOOD);

        var attempt = validate.attempt(new UploadJob(other));

        assertThat(((AttemptResult.Done) attempt).outcome().schemaVersion()).isEqualTo(4);
        assertThat(((AttemptResult.Done) attempt).outcome().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void failsAFileWithoutASource() {
        world.schemas().setResponse(new SchemaResponse.NotFound());
        var claim = world.claimed(GOOD);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        var message =
                "No schema for source [order]: it is not registered or was retired; ask the platform team to register"
                        + " it";
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains("No schema for source [order]; 1 error in 0 rows");
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("schema-error");
            assertThat(error.message()).isEqualTo(message);
        });
        assertThat(world.outcomes().csv(claim.job()))
                .contains("line,record,column,code,rule,value,message\n,,,schema-error,,,%s\n".formatted(message));
        assertThat(outcome.sha256().orElseThrow()).hasSize(64);
    }

    @Test
    void refusesAFileOverTheDailyLimitWithoutReading() {
        var claim = UploadWorld.overLimit(Limit.DAILY, 1_205_862_400, 1_073_741_824);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        var message = "Daily upload limit exceeded: 1,205,862,400 of 1,073,741,824 bytes used, 132,120,576 too many";
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.errorMessage()).contains(message);
        assertThat(outcome.firstErrors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("quota-daily");
            assertThat(error.message())
                    .isEqualTo(
                            message + "; upload the file again tomorrow, or ask the platform team for a higher limit");
        });
        assertThat(outcome.sourceName()).isEqualTo("Order");
        assertThat(outcome.schemaVersion()).isEqualTo(3);
        assertThat(outcome.rows()).isZero();
        assertThat(outcome.size()).isEqualTo(GOOD.length());
        assertThat(outcome.sha256()).isEmpty();
        assertThat(outcome.hasReport()).isTrue();
        assertThat(world.outcomes().csv(claim.job()))
                .contains(
                        "line,record,column,code,rule,value,message\n,,,quota-daily,,,\"%s; upload the file again tomorrow, or ask the platform team for a higher limit\"\n"
                                .formatted(message));
        assertThat(world.outcomes().find(claim.job()).orElseThrow().report().complete())
                .isFalse();
        assertThat(world.jobEvents().validated()).containsExactly(outcome);
    }

    @Test
    void refusesAFileOverTheWorkspaceLimitWithoutASource() {
        world.schemas().setResponse(new SchemaResponse.NotFound());
        var claim = UploadWorld.overLimit(Limit.WORKSPACE, 1_001, 1_000);

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.errorMessage()).contains("Workspace limit exceeded: 1,001 of 1,000 bytes used, 1 too many");
        assertThat(outcome.firstErrors().getFirst().code()).isEqualTo("quota-workspace");
        assertThat(outcome.sourceName()).isEqualTo("order");
    }

    @Test
    void refusesAFileOfAWorkspaceWithTooManyFiles() {
        var claim = UploadWorld.overLimit(new LimitExceeded(
                Limit.WORKSPACE, 0, 5L << 30, Optional.of(new EntryCount(Kind.FILES, 100_002, 100_000))));

        var attempt = validate.attempt(new UploadJob(claim));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.errorMessage())
                .contains("Workspace limit exceeded: 100,002 of 100,000 files used, 2 too many");
        assertThat(outcome.firstErrors().getFirst().code()).isEqualTo("quota-workspace");
    }

    @Test
    void failsAFileOfASourceThatTakesRecords() {
        world.schemas().setResponse(FakeSchemas.ofRecords());

        var attempt = validate.attempt(new UploadJob(world.claimed(GOOD)));

        assertThat(((AttemptResult.Done) attempt).outcome().firstErrors())
                .singleElement()
                .extracting(ErrorDocument::message)
                .isEqualTo("No schema for source [order]: it takes records of batches over HTTP and no files");
    }

    @Test
    void failsAFileWithoutAUsableSchema() {
        world.schemas().setResponse(FakeSchemas.current(5, "Nummer", null));

        var attempt = validate.attempt(new UploadJob(world.claimed(GOOD)));

        var outcome = ((AttemptResult.Done) attempt).outcome();
        assertThat(outcome.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome.schemaVersion()).isEqualTo(5);
        assertThat(outcome.errorMessage().orElseThrow()).isEqualTo("No schema for source [order]; 1 error in 0 rows");
        assertThat(outcome.firstErrors().getFirst().message())
                .startsWith("No schema for source [order]: version 5 cannot be used (schema")
                .endsWith("); change the schema and upload the file again");
    }

    @Test
    void publishesAStoredOutcomeAgainWithoutReading() {
        var claim = world.claimed(GOOD);
        var first = ((AttemptResult.Done) validate.attempt(new UploadJob(claim))).outcome();
        world.volume().remove(VolumePaths.claimed(claim.job()));

        var attempt = validate.attempt(new UploadJob(claim));

        assertThat(attempt).isEqualTo(new AttemptResult.Done(first, Origin.STORED_BEFORE));
        assertThat(world.jobEvents().validated()).containsExactly(first, first);
    }

    @Test
    void publishesTheOutcomeThatAnotherValidatorStored() {
        var claim = world.claimed(GOOD);
        validate.attempt(new UploadJob(claim));
        var winner = world.outcomes().find(claim.job()).orElseThrow();
        var late = new FakeOutcomes();
        late.beforeStoring(() -> late.put(winner));
        world.volume().put(VolumePaths.claimed(claim.job()), BAD, Claims.MODIFIED);
        var second = world.newProcess(KeyMemory.DEFAULTS, late, NOW.plusSeconds(9));

        var attempt = second.attempt(new UploadJob(claim));

        assertThat(attempt).isEqualTo(new AttemptResult.Done(winner.outcome(), Origin.STORED_BEFORE));
        assertThat(world.jobEvents().validated()).containsExactly(winner.outcome(), winner.outcome());
    }

    @Test
    void publishesTheStart() {
        var claim = world.claimed(GOOD);

        validate.attempt(new UploadJob(claim));

        assertThat(world.jobEvents().progress())
                .containsExactly(new JobProgressed(claim.job(), 0, 0, GOOD.length(), 0, NOW));
    }
}
