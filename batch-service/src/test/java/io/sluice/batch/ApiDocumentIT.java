package io.sluice.batch;

import io.sluice.fixtures.ApiDocument;
import org.junit.jupiter.api.Test;

class ApiDocumentIT {
    @Test
    void isCommitted() {
        ApiDocument.isCommitted("batch-service");
    }
}
