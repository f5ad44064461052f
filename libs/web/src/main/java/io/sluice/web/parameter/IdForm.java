package io.sluice.web.parameter;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import java.util.Optional;
import java.util.stream.Stream;

/// The types that a path or query parameter can have besides text, and how to read them.
enum IdForm {
    ACCOUNT(AccountId.class, "an account id like 110-1234-567"),
    SOURCE(SourceType.class, "a source type like order"),
    JOB(JobId.class, "a job id of 32 lower-case hex digits"),
    DATA_DATE(DataDate.class, "a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125");

    private final Class<?> type;
    private final String expected;

    IdForm(Class<?> type, String expected) {
        this.type = type;
        this.expected = expected;
    }

    static Optional<IdForm> of(Class<?> type) {
        return Stream.of(values()).filter(form -> form.type == type).findFirst();
    }

    /// Empty when the text has another form.
    Optional<?> read(String text) {
        return switch (this) {
            case ACCOUNT -> AccountId.of(text);
            case SOURCE -> SourceType.of(text);
            case JOB -> JobId.of(text);
            case DATA_DATE -> DataDate.of(text);
        };
    }

    /// The form in words.
    String expected() {
        return expected;
    }
}
