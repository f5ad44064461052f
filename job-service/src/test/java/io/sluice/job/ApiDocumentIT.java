package io.sluice.job;

import io.sluice.fixtures.ApiDocument;
import org.junit.jupiter.api.Test;

class ApiDocumentIT {
    @Test
    void isCommitted() {
        ApiDocument.isCommitted("job-service");
    }
}
