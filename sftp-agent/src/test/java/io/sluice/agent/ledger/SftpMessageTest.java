package io.sluice.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SftpMessageTest {

    @Test
    void readsOpening() {
        assertThat(SftpMessage.parse("open \"/sources/order/a.csv\" flags WRITE,CREATE,TRUNCATE mode 0644"))
                .isEqualTo(new SftpMessage.Opened("/sources/order/a.csv", true, true));
        assertThat(SftpMessage.parse("open \"/sources/order/a.csv\" flags READ mode 0666"))
                .isEqualTo(new SftpMessage.Opened("/sources/order/a.csv", false, false));
    }

    @Test
    void readsClosing() {
        assertThat(SftpMessage.parse("close \"/a.csv\" bytes read 0 written 100000"))
                .isEqualTo(new SftpMessage.Closed("/a.csv", false, 0, 100_000));
        assertThat(SftpMessage.parse("forced close \"/a.csv\" bytes read 7 written 5368709120"))
                .isEqualTo(new SftpMessage.Closed("/a.csv", true, 7, 5_368_709_120L));
    }

    @Test
    void readsFailedWrite() {
        var failed = new SftpMessage.WriteFailed("/a.csv", "No space left on device");

        assertThat(SftpMessage.parse("error: process_write: write \"/a.csv\": No space left on device"))
                .isEqualTo(failed);
        assertThat(SftpMessage.parse("process_write: write \"/a.csv\": No space left on device"))
                .isEqualTo(failed);
    }

    @Test
    void readsBothRenames() {
        var renamed = new SftpMessage.Renamed("/a.tmp", "/a.csv");

        assertThat(SftpMessage.parse("rename old \"/a.tmp\" new \"/a.csv\"")).isEqualTo(renamed);
        assertThat(SftpMessage.parse("posix-rename old \"/a.tmp\" new \"/a.csv\""))
                .isEqualTo(renamed);
    }

    @Test
    void readsTheMakingOfAFolder() {
        assertThat(SftpMessage.parse("mkdir name \"/sources/order/sub\" mode 0777"))
                .isEqualTo(new SftpMessage.MadeFolder("/sources/order/sub"));
    }

    @Test
    void readsNamesAsTheyWereSent() {
        assertThat(SftpMessage.parse("remove name \"sources/order/./q\"x \\303\\251\\\\n.csv\""))
                .isEqualTo(new SftpMessage.Removed("/sources/order/q\"x é\\n.csv"));
        assertThat(SftpMessage.parse("remove name \"//sources/../sources/order//a\\nb.csv\""))
                .isEqualTo(new SftpMessage.Removed("/sources/order/a\nb.csv"));
        assertThat(SftpMessage.parse("remove name \"../../a\\\\\"")).isEqualTo(new SftpMessage.Removed("/a\\"));
    }

    /// A tenant's name may end as sshd's own words do, and sshd cuts long messages.
    @Test
    void leavesOutNumbersThatNoFileHas() {
        assertThat(SftpMessage.parse("close \"/sources/order/x\" bytes read 1 written " + "9".repeat(150)))
                .isEqualTo(new SftpMessage.Other());
        assertThat(SftpMessage.parse("close \"/sources/order/x\" bytes read " + "9".repeat(150) + " written 1"))
                .isEqualTo(new SftpMessage.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"opendir \"/\"", "set \"/a.csv\" size 10", "open \"/a.csv\" flags WRI", "", "statvfs \"/\""})
    void leavesOutTheRest(String message) {
        assertThat(SftpMessage.parse(message)).isEqualTo(new SftpMessage.Other());
    }
}
