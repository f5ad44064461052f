package io.sluice.data.batch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseWorkTest {
    /// A demoted primary, a full disk, too many connections, a failing disk, a restart.
    @ParameterizedTest
    @ValueSource(strings = {"08006", "25006", "40001", "53000", "53100", "53300", "57P01", "58030"})
    void theDatabaseIsUnavailable(String state) {
        assertThatThrownBy(() -> failing(state))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessage("the database cannot try it: no");
    }

    @Test
    void theDiskOfTheDatabaseIsFull() {
        assertThatThrownBy(() -> failing("53100")).isInstanceOf(DatabaseFullException.class);
    }

    @Test
    void theDatabaseIsUnavailableWithoutAState() {
        assertThatThrownBy(() -> failing(null)).isInstanceOf(DatabaseUnavailableException.class);
    }

    /// Memory, the limit of temporary files, a refused value, a fault of the server.
    @ParameterizedTest
    @ValueSource(strings = {"53200", "53400", "22P02", "23505", "42601", "P0001", "XX000"})
    void theBatchMayBeTheCause(String state) {
        assertThatThrownBy(() -> failing(state)).isExactlyInstanceOf(IllegalStateException.class);
    }

    private static void failing(@Nullable String state) {
        DatabaseWork.run("try it", () -> {
            throw new SQLException("no", state);
        });
    }
}
