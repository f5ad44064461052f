package io.sluice.contracts.file;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.SourceType;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Where a file that is ignored would have to lie, and under which name.
///
/// | of the path | taken from |
/// |---|---|
/// | source | the folder, unless only another source is named; outside of the sources' folders the name, then the
/// nearest source |
/// | date | the only day of the calendar that the name shows in some order of its parts |
/// | extension | `tsv` if the name says so, else `csv` |
///
/// @param source takes files, so its folder exists
/// @param date empty when the name shows no day, or several
/// @param isText whether the file's own extension is that of a text; else its content must be saved as text
public record ExpectedPath(SourceType source, Optional<DataDate> date, String extension, boolean isText) {
    /// Longer names are no names of uploads, and cost more than they give.
    private static final int LONGEST_NAME = 255;

    private static final int FIRST_YEAR_AT_THE_END = 1990;
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![0-9])([0-9]{4})([-_. ]?)([0-9]{2})\\2([0-9]{2})(?![0-9])");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(?<![0-9])([0-9]{2})([-_. ]?)([0-9]{2})\\2([0-9]{4})(?![0-9])");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})[-_tT]?(?:[0-9]{4}|[0-9]{6})(?![0-9])");
    private static final Pattern TAB = Pattern.compile(".*\\.(?:tsv|tab)(?:[.~ (_-].*)?");
    private static final Set<String> TEXT = Set.of("csv", "tsv", "txt", "tab", "dat", "text", "bak", "old", "");

    /// The nearest valid path of a file; empty when no source is near.
    ///
    /// @param path as the account sees it, below `/sources/`
    public static Optional<ExpectedPath> of(String path, AccountFacts account) {
        var sources = account.sources().stream()
                .filter(AccountFacts.Source::takesFiles)
                .map(AccountFacts.Source::sourceType)
                .toList();
        var parts = path.substring(path.startsWith("/sources/") ? "/sources/".length() : 0)
                .split("/", -1);
        var fileName = parts[parts.length - 1];
        var folder = parts.length > 1 ? parts[0] : "";
        var takesNoFiles = SourceType.of(folder)
                .flatMap(account::source)
                .filter(source -> !source.takesFiles())
                .isPresent();
        return takesNoFiles || fileName.length() > LONGEST_NAME ? Optional.empty() : of(folder, fileName, sources);
    }

    private static Optional<ExpectedPath> of(String folder, String fileName, List<SourceType> sources) {
        var name = Normalizer.normalize(fileName, Normalizer.Form.NFKC)
                .replaceAll("\\p{Cf}", "")
                .toLowerCase(Locale.ROOT);
        return source(folder, name, sources)
                .map(source -> new ExpectedPath(
                        source,
                        date(name),
                        TAB.matcher(name).matches() ? "tsv" : "csv",
                        TEXT.contains(extension(name))));
    }

    private static Optional<SourceType> source(String folder, String name, List<SourceType> sources) {
        var own =
                sources.stream().filter(source -> source.value().equals(folder)).findFirst();
        var named = named(name, sources);
        if (own.isPresent()) {
            return named.isEmpty() || named.contains(own.get()) ? own : longest(named);
        }
        return longest(named)
                .or(() -> longest(named(folder.toLowerCase(Locale.ROOT), sources)))
                .or(() -> nearest(folder + "_" + name, sources))
                .or(() -> sources.size() == 1 ? Optional.of(sources.getFirst()) : Optional.empty());
    }

    /// The sources that the text names as whole words.
    private static Set<SourceType> named(String text, Collection<SourceType> sources) {
        var words = "_" + text.replaceAll("[^a-z0-9]+", "_") + "_";
        var found = new HashSet<SourceType>();
        sources.stream()
                .filter(source -> words.contains("_" + source.value().replaceAll("_+", "_") + "_"))
                .forEach(found::add);
        return found;
    }

    private static Optional<SourceType> longest(Collection<SourceType> sources) {
        return only(sources, source -> -source.value().length());
    }

    /// The source that differs from a word of the text by one letter.
    private static Optional<SourceType> nearest(String text, List<SourceType> sources) {
        var words = Stream.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+"))
                .filter(word -> word.length() > 3)
                .toList();
        return only(
                sources.stream()
                        .filter(source -> words.stream().anyMatch(word -> isOneEdit(word, source.value())))
                        .toList(),
                _ -> 0);
    }

    /// The first of them, if it is the only one of its rank.
    private static Optional<SourceType> only(Collection<SourceType> sources, ToIntFunction<SourceType> rank) {
        var sorted = sources.stream().sorted(Comparator.comparingInt(rank)).toList();
        return sorted.isEmpty()
                        || (sorted.size() > 1 && rank.applyAsInt(sorted.getFirst()) == rank.applyAsInt(sorted.get(1)))
                ? Optional.empty()
                : Optional.of(sorted.getFirst());
    }

    /// Whether one letter more, less or other makes one text of the other.
    private static boolean isOneEdit(String one, String other) {
        var shorter = one.length() <= other.length() ? one : other;
        var longer = shorter.equals(one) ? other : one;
        var same = 0;
        while (same < shorter.length() && shorter.charAt(same) == longer.charAt(same)) {
            same++;
        }
        return longer.length() == shorter.length()
                ? shorter.regionMatches(same + 1, longer, same + 1, shorter.length() - same)
                : longer.length() == shorter.length() + 1
                        && shorter.regionMatches(same, longer, same + 1, shorter.length() - same);
    }

    private static Optional<DataDate> date(String name) {
        var days = new HashSet<DataDate>();
        for (var found = YEAR_FIRST.matcher(name); found.find(); ) {
            day(found, 1, 3, 4).ifPresent(days::add);
        }
        for (var found = TIMESTAMP.matcher(name); found.find(); ) {
            day(found, 1, 2, 3).ifPresent(days::add);
        }
        if (days.isEmpty()) {
            for (var found = YEAR_LAST.matcher(name); found.find(); ) {
                if (Integer.parseInt(found.group(4)) >= FIRST_YEAR_AT_THE_END) {
                    day(found, 4, 3, 1).ifPresent(days::add);
                    day(found, 4, 1, 3).ifPresent(days::add);
                }
            }
        }
        return days.size() == 1 ? Optional.of(days.iterator().next()) : Optional.empty();
    }

    private static Optional<DataDate> day(Matcher found, int year, int month, int day) {
        return DataDate.of(found.group(year) + found.group(month) + found.group(day));
    }

    private static String extension(String name) {
        var dot = name.lastIndexOf('.');
        var extension = dot < 0 ? "" : name.substring(dot + 1);
        // `.csv.1` and `.csv (2)` are copies of a text.
        return extension.matches("[0-9]{1,4}|(?:csv|tsv|txt)[ (_-].*") ? "" : extension;
    }

    /// Whether the name holds a day, so that it is one that a file can have.
    public boolean isConcrete() {
        return date.isPresent();
    }

    /// E.g. `20200125_order.csv`, or `YYYYMMDD_order.csv` when the day is unknown.
    public String fileName() {
        return "%s_%s.%s".formatted(date.map(DataDate::toString).orElse("YYYYMMDD"), source, extension);
    }

    /// The whole path, as the account sees it.
    public String path() {
        return "/sources/%s/%s".formatted(source, fileName());
    }

    /// What to do with the file at the given path; empty when the name is not known as a whole.
    public Optional<String> advice(String from) {
        if (!isConcrete()) {
            return Optional.empty();
        }
        if (!isText) {
            return Optional.of(
                    "save its content as %s and upload it as %s".formatted(extension.toUpperCase(Locale.ROOT), path()));
        }
        var folder = from.substring(0, from.lastIndexOf('/') + 1);
        return Optional.of(
                folder.equals("/sources/%s/".formatted(source))
                        ? "rename it to " + fileName()
                        : "move it to " + path());
    }
}
