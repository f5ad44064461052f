package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// A file larger than the validator's heap of 256 MiB goes through it, visibly, and small files overtake it.
@ExtendWith(SharedStack.class)
@ResourceLock(SharedStack.PARTS)
class BigFileIT {
    private static final byte[] HEADER =
            ("order_id,member_id,order_date,created_at,channel,product_name,quantity,unit_price,currency,"
                            + "paid,cust_phone_no,note\n")
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROW =
            ("1000001,20002,2024-01-31,2024-01-31T12:34:56Z,web,\"Tea, green\",2,19.90,TWD,true,"
                            + "+886 2 1234 5678,left at the door; thanks\n")
                    .getBytes(StandardCharsets.US_ASCII);

    @Test
    void takesAFileLargerThanItsMemory(Stack stack) {
        takesInConstantMemory(stack, 400L << 20);
    }

    @Test
    @Tag("long")
    void takesAGibibyteInConstantMemory(Stack stack) {
        takesInConstantMemory(stack, 1L << 30);
    }

    private static void takesInConstantMemory(Stack stack, long size) {
        var tenant = Tenant.with(stack, "order", "member");
        long rows = (size - HEADER.length) / ROW.length;

        // Both are queued, the big one first, before anybody validates.
        stack.kill(Part.VALIDATOR_SERVICE);
        try (var sftp = tenant.login()) {
            sftp.put("/sources/order/20240131_order.csv", new RepeatedRows(rows));
        }
        awaitClaim(tenant, "order");
        tenant.upload("member", "20240131_member.csv", "id,name,birthdate,address,phone\n");
        awaitClaim(tenant, "member");
        stack.bringBack(Part.VALIDATOR_SERVICE);
        var seen = new ArrayList<Long>();
        tenant.awaitEnd("member", "20240131");
        var stillRunning = tenant.job("order", "20240131").json();
        var job = await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            var now = tenant.job("order", "20240131").json();
                            if (now.path("status").asText().equals("processing")) {
                                seen.add(now.path("rows").asLong());
                            }
                            return now;
                        },
                        now -> !now.path("status").asText().equals("processing"));

        assertThat(stillRunning.path("status").asText()).isEqualTo("processing");
        assertThat(job.path("status").asText()).isEqualTo("success");
        assertThat(job.path("rows").asLong()).isEqualTo(rows);
        assertThat(seen).isSorted().anyMatch(progress -> progress > 0 && progress < rows);
    }

    private static void awaitClaim(Tenant tenant, String sourceType) {
        tenant.awaitJob(
                sourceType, "20240131", job -> job.path("status").asText().equals("processing"));
    }

    /// The header and that many rows, made while it is read.
    private static final class RepeatedRows extends InputStream {
        private long left;
        private byte[] current = HEADER;
        private int position;

        RepeatedRows(long rows) {
            left = rows;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int done = 0;
            while (done < length) {
                if (position == current.length) {
                    if (left == 0) {
                        break;
                    }
                    left--;
                    current = ROW;
                    position = 0;
                }
                int count = Math.min(length - done, current.length - position);
                System.arraycopy(current, position, target, offset + done, count);
                position += count;
                done += count;
            }
            return done == 0 && length > 0 ? -1 : done;
        }
    }
}
