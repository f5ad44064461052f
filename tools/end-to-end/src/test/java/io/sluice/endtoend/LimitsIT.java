package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.devstack.demo.Api;
import io.sluice.devstack.demo.TenantSftp;
import io.sluice.devstack.stack.Stack;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Over a limit an account can read but not write, and the upload that broke it is refused with a job that
/// says by how much.
@ExtendWith(SharedStack.class)
@Tag("every-server")
@ResourceLock(value = SharedStack.PARTS, mode = ResourceAccessMode.READ)
class LimitsIT {
    private static final String HEADER = "id,name,birthdate,address,phone\n";
    private static final String ROW = "1,Ann,1990-02-28,Street,1\n";
    private static final String SMALL = HEADER + ROW;
    private static final String LARGE = (HEADER + ROW.repeat(2_000)).substring(0, 2_000);

    @Test
    void refusesWhatGoesOverTheDailyLimitAndLocksNobodyElse(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        var other = Tenant.with(stack, "member");
        limit(tenant, "daily", 1_000);
        uploadAndSucceed(tenant, "20200125");

        assertRefusesTheSecondUpload(tenant, "Daily upload limit exceeded");

        assertThat(tenant.list("/invalid/member"))
                .containsExactly("20200126_member.csv", "20200126_member.csv.errors.csv");
        assertThat(tenant.read("/invalid/member/20200126_member.csv.errors.csv"))
                .contains(",quota-daily,,,\"Daily upload limit exceeded: ");
        assertThat(usage(tenant).path("daily").path("used_bytes").asLong()).isEqualTo(SMALL.length() + LARGE.length());
        uploadAndSucceed(other, "20200125");
        assertTakesTheThirdUploadUnderAHigherLimit(tenant, "daily");
    }

    @Test
    void refusesWhatFillsTheWorkspace(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        limit(tenant, "workspace", 1_000);
        uploadAndSucceed(tenant, "20200125");

        assertRefusesTheSecondUpload(tenant, "Workspace limit exceeded");

        assertThat(tenant.read("/processed/member/20200125_member.csv")).isEqualTo(SMALL);
        assertTakesTheThirdUploadUnderAHigherLimit(tenant, "workspace");
    }

    @Test
    void endsTheUploadThatGoesOnOverTheLimitAndRefusesWhatItLeft(Stack stack) {
        var tenant = Tenant.with(stack, "member");
        limit(tenant, "daily", 100_000);

        try (var sftp = tenant.login()) {
            assertThatThrownBy(() -> sftp.put("/sources/member/20200125_member.csv", new Endless(400_000)))
                    .isInstanceOf(IllegalStateException.class);
        }
        var refused = tenant.awaitEnd("member", "20200125");

        assertThat(refused.path("error_msg").asText())
                .startsWith("Daily upload limit exceeded: ")
                .contains(" of 100,000 bytes used, ");
        assertThat(tenant.list("/sources/member")).isEmpty();
    }

    private static void limit(Tenant tenant, String which, long bytes) {
        var key = which.equals("daily") ? "daily_upload_limit_bytes" : "workspace_limit_bytes";
        new Api(tenant.stack.url(), tenant.stack.adminToken())
                .patch("/v1/accounts/" + tenant.accountId, Map.of(key, bytes))
                .expect(200);
        await("the limit of " + tenant.accountId)
                .atMost(Tenant.LIMIT)
                .until(() -> tenant.api
                                .get("/v1/" + tenant.accountId + "/usage")
                                .json()
                                .path(which)
                                .path("limit_bytes")
                                .asLong()
                        == bytes);
    }

    private static JsonNode usage(Tenant tenant) {
        return tenant.api.get("/v1/" + tenant.accountId + "/usage").expect(200).json();
    }

    private static void uploadAndSucceed(Tenant tenant, String day) {
        tenant.upload("member", day + "_member.csv", SMALL);
        assertThat(status(tenant.awaitEnd("member", day))).isEqualTo("success");
    }

    /// The job of the upload over a limit of 1,000 bytes says by how much, and the account may not write any
    /// more.
    private static void assertRefusesTheSecondUpload(Tenant tenant, String reason) {
        tenant.upload("member", "20200126_member.csv", LARGE);
        var refused = tenant.awaitEnd("member", "20200126");

        assertThat(status(refused)).isEqualTo("failed");
        assertThat(refused.path("error_msg").asText())
                .isEqualTo("%s: %,d of 1,000 bytes used, %,d too many"
                        .formatted(reason, SMALL.length() + LARGE.length(), SMALL.length() + LARGE.length() - 1_000));
        awaitReadOnly(tenant);
        assertThatThrownBy(() -> tenant.upload("member", "20200127_member.csv", SMALL))
                .isInstanceOf(IllegalStateException.class);
    }

    /// The SFTP server reads who is over a limit once in a second, so the job may end earlier. An empty file
    /// with a temporary name is no upload and has no bytes.
    private static void awaitReadOnly(Tenant tenant) {
        await(tenant.accountId + " may only read")
                .atMost(Tenant.LIMIT)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> {
                    try (var sftp = tenant.login()) {
                        return refuses(sftp, "/sources/member/.probe.tmp");
                    }
                });
    }

    private static boolean refuses(TenantSftp sftp, String path) {
        try {
            sftp.put(path, new byte[0]);
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }

    private static void assertTakesTheThirdUploadUnderAHigherLimit(Tenant tenant, String which) {
        limit(tenant, which, 1_000_000);
        await(tenant.accountId + " may write again")
                .atMost(Tenant.LIMIT)
                .ignoreExceptions()
                .untilAsserted(() -> tenant.upload("member", "20200127_member.csv", SMALL));

        assertThat(status(tenant.awaitEnd("member", "20200127"))).isEqualTo("success");
    }

    private static String status(JsonNode job) {
        return job.path("status").asText();
    }

    /// Gives some bytes at once, then one now and then.
    private static final class Endless extends InputStream {
        private int left;

        Endless(int atOnce) {
            this.left = atOnce;
        }

        @Override
        public int read() {
            if (left > 0) {
                left--;
            } else {
                LockSupport.parkNanos(100_000);
            }
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            var count = Math.min(length, Math.max(left, 1));
            for (int i = 0; i < count; i++) {
                buffer[offset + i] = (byte) read();
            }
            return count;
        }
    }
}
