package io.sluice.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.SftpException;
import io.sluice.devstack.stack.Part;
import io.sluice.devstack.stack.Stack;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/// What a tenant may try against a file that is claimed and not yet validated. The validator is halted:
/// otherwise a file of any size may end before the test looks.
@ExtendWith(SharedStack.class)
@Tag("openssh-only")
@ResourceLock(SharedStack.PARTS)
class ClaimedFileIT {
    private static final String DATE = "20240101";
    private static final String NAME = DATE + "_member.csv";
    private static final String UPLOAD = "/sources/member/" + NAME;

    private final Stack stack;

    ClaimedFileIT(Stack stack) {
        this.stack = stack;
    }

    @Test
    void claimedFileIsOutOfReach() throws Exception {
        var tenant = Tenant.with(stack, "member");
        stack.halt(Part.VALIDATOR_SERVICE);
        try {
            tenant.upload("member", NAME, "id,name,birthdate,address,phone\n1,a,,,\n");
            tenant.awaitJob("member", DATE, job -> job.path("status").asText().equals("processing"));
            assertOutOfReach(tenant);
        } finally {
            stack.goOn(Part.VALIDATOR_SERVICE);
        }
        var job = tenant.awaitEnd("member", DATE);

        assertThat(job.path("rows").asInt()).isEqualTo(1);
        assertThat(job.path("status").asText()).isEqualTo("success");
    }

    private void assertOutOfReach(Tenant tenant) throws Exception {
        var session = new JSch().getSession(tenant.accountId, stack.sftpHost(), stack.sftpPort());
        session.setPassword(tenant.password);
        session.setConfig("StrictHostKeyChecking", "no");
        session.connect(20_000);
        try {
            var sftp = (ChannelSftp) session.openChannel("sftp");
            sftp.connect(20_000);
            assertRefused(() -> sftp.chmod(0666, UPLOAD), UPLOAD);
            assertRefused(() -> sftp.setMtime(UPLOAD, 1_000_000_000), UPLOAD);
            assertRefused(() -> sftp.get(UPLOAD).close(), UPLOAD);
            assertRefused(() -> sftp.ls("/../processing"), "processing");
        } finally {
            session.disconnect();
        }
    }

    private static void assertRefused(ThrowingCallable attempt, String what) {
        assertThatThrownBy(attempt).as(what).isInstanceOfAny(SftpException.class, java.io.IOException.class);
    }
}
