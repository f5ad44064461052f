package io.sluice.volume;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import org.junit.jupiter.api.Test;

class SftpConnectionTest {

    /// A tenant makes such paths: nobody else may wait for that.
    @Test
    void pathThatIsTooLongIsRefusedForGood() {
        var tooLong = new SftpException(ChannelSftp.SSH_FX_BAD_MESSAGE, "Bad message");

        var refused =
                assertInstanceOf(VolumeRefusedException.class, SftpConnection.answered("cannot stat /a", tooLong));

        assertTrue(refused.isPermanent());
    }
}
