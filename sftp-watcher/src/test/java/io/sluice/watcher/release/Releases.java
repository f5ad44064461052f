package io.sluice.watcher.release;

import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.api.ReportDocument.ErrorDocument;
import io.sluice.contracts.event.Outcome;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.watcher.testing.World;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Claimed files of one day, and what releases them.
final class Releases {
    static final String NAME = "20200125_order.csv";
    static final String ONE = "0193f000000070008000000000000001";
    static final String TWO = "0193f000000070008000000000000002";
    static final String REPORT = "line,record\n1,1\n";

    private Releases() {}

    static List<String> files(World world) {
        return Stream.of("/accounts", "/processing")
                .flatMap(below -> world.volume().files(below).stream())
                .toList();
    }

    static String record(String job) {
        return "/released/2026112110/acme/" + job + ".json";
    }

    static ReleaseUpload release(World world) {
        return release(world, world.time());
    }

    static ReleaseUpload release(World world, Clock clock) {
        return new ReleaseUpload(
                world.volume(),
                (account, job) -> Optional.of(REPORT.getBytes(StandardCharsets.UTF_8)),
                world.events(),
                clock);
    }

    static void claimed(World world, String job, String content) {
        world.volume().putFolders("/processing/acme/" + job);
        world.volume().put("/processing/acme/" + job + "/" + NAME, content);
    }

    static UploadValidated accepted(String job, long size) {
        return validated(job, Outcome.SUCCESS, false, size);
    }

    static UploadValidated refused(String job, long size) {
        return validated(job, Outcome.FAILED, true, size);
    }

    static UploadValidated validated(String job, Outcome outcome, boolean hasReport, long size) {
        var now = new World().time().instant();
        return new UploadValidated(
                new JobRef(
                        new JobId(job),
                        World.ACME,
                        new SourceType("order"),
                        DataDate.of("20200125").orElseThrow(),
                        NAME),
                outcome,
                "Order",
                1,
                1,
                hasReport ? 0 : 1,
                hasReport ? 3 : 0,
                hasReport
                        ? Optional.of("Invalid data type in column [id] at line 2; 3 errors in 3 rows")
                        : Optional.empty(),
                hasReport
                        ? List.of(new ErrorDocument(
                                "type-error", null, 2L, 1L, null, "id", "x", "Invalid data type in column [id]"))
                        : List.of(),
                hasReport,
                size,
                Optional.of("00"),
                now,
                now,
                now);
    }
}
