package io.sluice.watcher;

import io.sluice.fixtures.ApiDocument;
import org.junit.jupiter.api.Test;

class ApiDocumentIT {
    @Test
    void isCommitted() {
        ApiDocument.isCommitted("sftp-watcher");
    }
}
