package io.sluice.devstack.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Until;
import io.sluice.devstack.faults.Uploads.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether everything is right once a fault is over: each uploaded file has exactly one job that has ended,
/// lies in exactly one place with its bytes unchanged, has its mail if it failed, and the latest attempt is
/// the version uploaded last.
record FinalCheck(Story story, Uploads uploads) {

    /// How long everything may take once the fault is over.
    private static final Duration IN_TIME = Duration.ofMinutes(1);
    /// How long the check waits to tell late from lost.
    private static final Duration LOST = Duration.ofMinutes(3);

    private static final Set<String> ENDS = Set.of("success", "failed");

    /// Waits and prints what holds.
    void run() {
        long begin = System.nanoTime();
        boolean ended;
        try {
            ended = Until.seen(
                    "the end of all jobs", LOST, () -> problems().isEmpty() ? Optional.of(true) : Optional.empty());
        } catch (IllegalStateException late) {
            ended = false;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        List<String> problems = ended ? List.of() : problems();
        problems.forEach(story::saw);
        story.check(
                "each of %d versions of %d files has one job that ended, one place with its bytes, its mail if it failed; the last version is the latest attempt"
                                .formatted(
                                        uploads.all().count(), uploads.dates().size())
                        + (ended ? "" : "; %d are not right after %d s".formatted(problems.size(), took.toSeconds())),
                ended);
        if (ended) {
            story.check(
                    "all of that held %d s after the fault was over, at most %d s"
                            .formatted(took.toSeconds(), IN_TIME.toSeconds()),
                    took.compareTo(IN_TIME) <= 0);
        }
    }

    /// Whether a job took less than a whole version; nothing else makes a false `success`.
    void noCutFileAccepted() {
        List<String> cut = uploads.account().jobs().orElse(List.of()).stream()
                .filter(job -> job.path("status").asText().equals("success"))
                .filter(job -> uploads.versions(date(job)).stream()
                        .noneMatch(version -> version.rows() == job.path("rows").asInt()))
                .map(job -> "%s is success with %s rows, which nobody uploaded"
                        .formatted(
                                job.path("file_name").asText(), job.path("rows").asText()))
                .toList();
        cut.forEach(story::saw);
        story.check("no cut file became accepted data", cut.isEmpty());
    }

    private List<String> problems() {
        Optional<List<JsonNode>> answer = uploads.account().jobs();
        if (answer.isEmpty()) {
            return List.of("the API does not answer");
        }
        List<Path> files = files();
        List<JsonNode> mails = uploads.account().mails();
        List<String> problems = new ArrayList<>();
        for (String date : uploads.dates()) {
            List<Version> versions = uploads.versions(date);
            List<JsonNode> jobs =
                    answer.get().stream().filter(job -> date(job).equals(date)).toList();
            jobProblem(date, versions, jobs).ifPresent(problems::add);
            placeProblem(date, versions, files).ifPresent(problems::add);
            mailProblem(date, versions, mails).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<String> jobProblem(String date, List<Version> versions, List<JsonNode> jobs) {
        if (jobs.size() != versions.size() || jobs.stream().anyMatch(job -> !ENDS.contains(status(job)))) {
            return Optional.of("%s has the jobs %s, expected %d that ended"
                    .formatted(date, jobs.stream().map(FinalCheck::status).toList(), versions.size()));
        }
        Version last = versions.getLast();
        Optional<JsonNode> latest = uploads.account().job(date);
        boolean right = latest.filter(job -> status(job).equals(last.good() ? "success" : "failed"))
                .filter(job -> !last.good() || job.path("rows").asInt() == last.rows())
                .isPresent();
        return right
                ? Optional.empty()
                : Optional.of("%s: the latest attempt is %s with %s rows, expected %s with %d"
                        .formatted(
                                date,
                                latest.map(FinalCheck::status).orElse("none"),
                                latest.map(job -> job.path("rows").asText("?")).orElse("?"),
                                last.good() ? "success" : "failed",
                                last.rows()));
    }

    private static Optional<String> placeProblem(String date, List<Version> versions, List<Path> files) {
        List<Path> places = files.stream()
                .filter(file -> file.getFileName().toString().startsWith(date))
                .toList();
        if (places.size() != versions.size() || places.stream().anyMatch(place -> !isReleased(place))) {
            return Optional.of(
                    "%s lies in %s, expected %d in processed or invalid".formatted(date, places, versions.size()));
        }
        List<String> missing =
                new ArrayList<>(versions.stream().map(Version::text).toList());
        return places.stream()
                .filter(place -> !missing.remove(read(place)))
                .findFirst()
                .map(place -> place + " has other bytes than were uploaded");
    }

    private static Optional<String> mailProblem(String date, List<Version> versions, List<JsonNode> mails) {
        long expected = versions.stream().filter(version -> !version.good()).count();
        long found = mails.stream()
                .filter(mail -> mail.path("subject").asText().contains(date))
                .count();
        return found == expected
                ? Optional.empty()
                : Optional.of("%s has %d mails, expected %d".formatted(date, found, expected));
    }

    private static boolean isReleased(Path place) {
        return place.toString().contains("/processed/") || place.toString().contains("/invalid/");
    }

    /// The account's uploads, wherever they lie on the volume; without reports.
    private List<Path> files() {
        Path volume = uploads.account().stack().volume();
        return Stream.of("accounts", "processing")
                .map(name -> volume.resolve(name).resolve(uploads.account().id()))
                .filter(Files::isDirectory)
                .flatMap(FinalCheck::filesBelow)
                .toList();
    }

    private static Stream<Path> filesBelow(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all
                    .filter(file ->
                            file.toString().endsWith(".csv") && !file.toString().endsWith(".errors.csv"))
                    .toList()
                    .stream();
        } catch (IOException | UncheckedIOException changing) {
            return Stream.of(folder);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException moved) {
            return "";
        }
    }

    private static String status(JsonNode job) {
        return job.path("status").asText();
    }

    private static String date(JsonNode job) {
        return job.path("file_name").asText().substring(0, 8);
    }
}
