package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.demo.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A client that deletes its files and uploads new versions at the moment when the old ones are claimed.
///
/// It puts files of one row; when the first one is claimed, it removes each of them, waits for the gap, and
/// uploads versions of three rows under the same names. The latest attempt of each day must be the version of
/// three rows.
public final class Versions {

    private static final Duration CLAIM_LIMIT = Duration.ofMinutes(1);
    private static final Duration END_LIMIT = Duration.ofMinutes(3);
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final int OLD_ROWS = 1;
    private static final int NEW_ROWS = 3;

    private final Account account;
    private final int files;
    private int refusedRemovals;
    private int refusedUploads;

    private Versions(Account account, int files) {
        this.account = account;
        this.files = files;
    }

    /// How the new versions come under their names.
    public enum Way {
        /// `put` onto the name.
        PUT,
        /// `put` under a temporary name, then `rename`.
        RENAME
    }

    /// What one run saw.
    ///
    /// @param wrongDays days whose latest attempt is not the version of three rows, each with what it is
    /// @param refusedRemovals requests to remove a file that the server refused, mostly of claimed files
    /// @param refusedUploads requests to put or to rename that the server refused
    public record Seen(List<String> wrongDays, int refusedRemovals, int refusedUploads) {
        /// Copies the list.
        public Seen {
            wrongDays = List.copyOf(wrongDays);
        }
    }

    /// Runs it once with a new account of the stack.
    public static Seen run(io.sluice.devstack.stack.Stack stack, Way way, Duration gap, int files) {
        return new Versions(Account.create(stack), files).run(way, gap);
    }

    private Seen run(Way way, Duration gap) {
        try (TenantSftp sftp = account.login()) {
            names().forEach(name -> sftp.put(name, content(OLD_ROWS)));
            awaitFirstClaim(sftp);
            names().forEach(name -> {
                if (!accepts(() -> sftp.remove(name))) {
                    refusedRemovals++;
                }
            });
            LockSupport.parkNanos(gap.toNanos());
            names().forEach(name -> upload(sftp, way, name));
        }
        awaitEnds();
        return new Seen(wrongDays(), refusedRemovals, refusedUploads);
    }

    private void upload(TenantSftp sftp, Way way, String name) {
        boolean accepted = switch (way) {
            case PUT -> accepts(() -> sftp.put(name, content(NEW_ROWS)));
            case RENAME -> {
                String aside = name + ".part";
                yield accepts(() -> sftp.put(aside, content(NEW_ROWS))) && accepts(() -> sftp.rename(aside, name));
            }
        };
        if (!accepted) {
            refusedUploads++;
        }
    }

    private void awaitFirstClaim(TenantSftp sftp) {
        long end = System.nanoTime() + CLAIM_LIMIT.toNanos();
        while (sftp.list("/sources/member").size() >= files) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("no file was claimed within " + CLAIM_LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    // A version that was put back would lie in sources, so nothing can follow once both folders are empty.
    private void awaitEnds() {
        try {
            Until.seen(
                    "the end of all jobs",
                    END_LIMIT,
                    () -> waiting().isEmpty() && allEnded() ? Optional.of(true) : Optional.empty());
        } catch (IllegalStateException late) {
            // The days that are wrong then say what is missing.
            return;
        }
    }

    private boolean allEnded() {
        return dates().allMatch(
                        date -> account.job(date).filter(Versions::hasEnded).isPresent());
    }

    private List<Path> waiting() {
        Path volume = account.stack().volume();
        return Stream.of("processing/" + account.id(), "accounts/" + account.id() + "/sources")
                .map(volume::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> uploadsBelow(folder).stream())
                .toList();
    }

    private static List<Path> uploadsBelow(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".csv")).toList();
        } catch (IOException | UncheckedIOException changing) {
            return List.of(folder);
        }
    }

    private List<String> wrongDays() {
        List<String> wrong = new ArrayList<>();
        dates().forEach(date -> {
            Optional<JsonNode> job = account.job(date);
            if (job.filter(found -> found.path("status").asText().equals("success")
                            && found.path("rows").asInt() == NEW_ROWS)
                    .isEmpty()) {
                wrong.add(job.map(found -> "%s: attempt %s is %s with %s rows"
                                .formatted(
                                        date,
                                        found.path("attempt").asText("?"),
                                        found.path("status").asText(),
                                        found.path("rows").asText("?")))
                        .orElse(date + ": no job"));
            }
        });
        return wrong;
    }

    private static boolean hasEnded(JsonNode job) {
        String status = job.path("status").asText();
        return status.equals("success") || status.equals("failed");
    }

    private static boolean accepts(Runnable request) {
        try {
            request.run();
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    private Stream<String> dates() {
        return IntStream.range(0, files)
                .mapToObj(day -> FIRST_DAY.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE));
    }

    private Stream<String> names() {
        return dates().map(date -> "/sources/member/" + date + "_member.csv");
    }

    private static byte[] content(int rows) {
        return (Account.HEADER + "1,a,,,\n".repeat(rows)).getBytes(StandardCharsets.UTF_8);
    }
}
