package io.sluice.devstack.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api.Answer;
import io.sluice.devstack.stack.Stack;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// A tenant of the stack: it uploads over SFTP and asks over HTTP.
public final class Tenant implements AutoCloseable {

    private static final Duration JOB_LIMIT = Duration.ofSeconds(90);
    private static final Set<String> ENDS = Set.of("success", "failed");

    private final String accountId;
    private final Api api;
    private final TenantSftp sftp;

    private Tenant(String accountId, Api api, TenantSftp sftp) {
        this.accountId = accountId;
        this.api = api;
        this.sftp = sftp;
    }

    /// Logs in over SFTP; HTTP needs no log-in.
    public static Tenant of(Stack stack, DemoAccount account) {
        return new Tenant(
                account.accountId(),
                new Api(stack.url(), account.apiToken()),
                TenantSftp.login(stack.sftpHost(), stack.sftpPort(), account.accountId(), account.password()));
    }

    public Api api() {
        return api;
    }

    public TenantSftp sftp() {
        return sftp;
    }

    /// A path of the API below the account.
    public String path(String rest) {
        return "/v1/" + accountId + rest;
    }

    /// Uploads into the source's folder and returns the job's end; the file is named
    /// `<date>_<source_type>.<extension>`.
    public JsonNode uploadAndAwait(String sourceType, String name, byte[] content) {
        String date = name.substring(0, 8);
        String before = job(sourceType, date).json().path("job_id").asText();
        sftp.put("/sources/" + sourceType + "/" + name, content);
        return Until.seen("the end of the job of " + name, JOB_LIMIT, () -> {
            JsonNode job = job(sourceType, date).json();
            boolean ended = ENDS.contains(job.path("status").asText())
                    && !job.path("job_id").asText().equals(before);
            return ended ? Optional.of(job) : Optional.empty();
        });
    }

    /// The latest attempt for the date. After 503 it asks again, as the API says: events may arrive late.
    public Answer job(String sourceType, String date) {
        return Until.seen(
                "an answer about " + sourceType + " of " + date,
                JOB_LIMIT,
                () -> Optional.of(api.get(path("/sources/" + sourceType + "/job?date=" + date)))
                        .filter(answer -> answer.status() != 503));
    }

    /// The ignored file at the path, once it is listed.
    public JsonNode awaitIgnored(String filePath) {
        return Until.seen(
                "the listing of " + filePath + " as ignored",
                JOB_LIMIT,
                () -> StreamSupport.stream(
                                api.get(path("/files?state=ignored"))
                                        .expect(200)
                                        .json()
                                        .path("files")
                                        .spliterator(),
                                false)
                        .filter(file -> ("/" + file.path("path").asText()).endsWith(filePath))
                        .findFirst());
    }

    @Override
    public void close() {
        sftp.close();
    }
}
