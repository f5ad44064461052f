package io.sluice.data.manifest;

import io.sluice.contracts.file.DataDate;
import java.util.Optional;

/// The part of a data set that a file belongs to.
///
/// | | in an address | folder in the store | manifest |
/// |---|---|---|---|
/// | a day | `20200125` | `date=2020-01-25` | `…/data?date=20200125` |
/// | entities | `snapshot` | `snapshot` | `…/data` |
sealed interface DataPart {
    /// The data of one day.
    record Day(DataDate date) implements DataPart {
        @Override
        public String text() {
            return date.toString();
        }

        @Override
        public String folder() {
            return "date=" + date.value();
        }

        @Override
        public String manifestQuery() {
            return "?date=" + date;
        }
    }

    /// All entities.
    record Entities() implements DataPart {
        private static final String NAME = "snapshot";

        @Override
        public String text() {
            return NAME;
        }

        @Override
        public String folder() {
            return NAME;
        }

        @Override
        public String manifestQuery() {
            return "";
        }
    }

    /// As it stands in an address.
    String text();

    String folder();

    /// What its manifest's address has after `…/data`.
    String manifestQuery();

    /// The part that an address names; empty when there can be none.
    static Optional<DataPart> of(String text) {
        return text.equals(Entities.NAME)
                ? Optional.of(new Entities())
                : DataDate.of(text).map(Day::new);
    }
}
