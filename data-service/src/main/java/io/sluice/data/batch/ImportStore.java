package io.sluice.data.batch;

import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.event.BatchReceived;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import javax.sql.DataSource;

/// Keeps entities and outcomes in PostgreSQL over JDBC, whose driver has COPY.
@ApplicationScoped
class ImportStore implements Imports {
    private static final String SURVIVED = "update batch_attempt set begun = begun - 1 where batch_ref = ?";

    private final DataSource database;

    ImportStore(DataSource database) {
        this.database = database;
    }

    @Override
    public Optional<Claim> claim(BatchReceived batch) {
        return DatabaseWork.run("claim a batch", () -> {
            var connection = database.getConnection();
            var isClaimed = false;
            try {
                isClaimed = ClaimStore.lock(connection, batch);
            } finally {
                if (!isClaimed) {
                    connection.close();
                }
            }
            return isClaimed ? Optional.<Claim>of(new ClaimStore(connection, batch)) : Optional.<Claim>empty();
        });
    }

    @Override
    public void survived(BatchRef batch) {
        DatabaseWork.run("note a failure", () -> {
            try (var connection = database.getConnection();
                    var note = connection.prepareStatement(SURVIVED)) {
                note.setString(1, batch.value());
                return note.executeUpdate();
            }
        });
    }
}
