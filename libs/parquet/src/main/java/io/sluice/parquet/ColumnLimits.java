package io.sluice.parquet;

/// What a column may take, and what is said of its values.
///
/// @param pageBytes after which a page ends, before it is compressed
/// @param dictionaryBytes that a dictionary may take of the memory; 0 if there is none
/// @param statistics whether the file names the smallest and the largest value
record ColumnLimits(int pageBytes, int dictionaryBytes, boolean statistics) {
    ColumnLimits withoutDictionary() {
        return new ColumnLimits(pageBytes, 0, statistics);
    }
}
