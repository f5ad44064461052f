package io.sluice.benchmarks.unique;

/// The figures of one checked file.
///
/// @param cpuMillis of the whole process
/// @param heapMegabytes peak of the heap
/// @param firstMessage of the first error; a hyphen if there is none
record CheckFigures(long rows, long errors, long wallMillis, long cpuMillis, long heapMegabytes, String firstMessage) {

    static CheckFigures parse(String line) {
        var words = line.split("\t", -1);
        return new CheckFigures(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[5]);
    }

    String line() {
        return "%d\t%d\t%d\t%d\t%d\t%s".formatted(rows, errors, wallMillis, cpuMillis, heapMegabytes, firstMessage);
    }
}
