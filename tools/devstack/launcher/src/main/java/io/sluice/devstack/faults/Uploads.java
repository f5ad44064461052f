package io.sluice.devstack.faults;

import io.sluice.devstack.demo.TenantSftp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a tenant uploaded, and which versions the server took whole. Days count from 2024-01-01.
final class Uploads {

    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);

    private final Account account;
    private final Map<String, List<Version>> whole = new LinkedHashMap<>();
    private final Map<String, Version> refused = new LinkedHashMap<>();

    Uploads(Account account) {
        this.account = account;
    }

    /// One version of a day.
    ///
    /// @param good it must end as `success`, otherwise as `failed`
    record Version(String text, int rows, boolean good) {

        static Version good(int rows) {
            StringBuilder text = new StringBuilder(Account.HEADER);
            for (int row = 1; row <= rows; row++) {
                text.append(row).append(",Ann Other,1990-02-28,1 Main Street,+886 2 1234 5678\n");
            }
            return new Version(text.toString(), rows, true);
        }

        static Version bad() {
            return new Version(Account.HEADER + "x,a,,,\n", 1, false);
        }

        byte[] bytes() {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    Account account() {
        return account;
    }

    static String date(int day) {
        return FIRST_DAY.plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    static String path(int day) {
        return "/sources/member/" + date(day) + "_member.csv";
    }

    /// Uploads the version of the day in a session of its own; false if the server refused it.
    boolean put(int day, Version version) {
        try (TenantSftp sftp = account.login()) {
            sftp.put(path(day), version.bytes());
            whole.computeIfAbsent(date(day), date -> new ArrayList<>()).add(version);
            refused.remove(date(day));
            return true;
        } catch (IllegalStateException cause) {
            refused.put(date(day), version);
            return false;
        }
    }

    /// Notes a version that was uploaded in another way and was refused or cut.
    void notWhole(int day, Version version) {
        refused.put(date(day), version);
    }

    /// Uploads every version that was refused once more; false if one is refused again.
    boolean putRefusedAgain() {
        boolean all = true;
        for (Map.Entry<String, Version> one : List.copyOf(refused.entrySet())) {
            all &= put(day(one.getKey()), one.getValue());
        }
        return all;
    }

    int refusedCount() {
        return refused.size();
    }

    /// Uploads one good version of that many rows for each of the days.
    void putGood(int firstDay, int count, int rows) {
        for (int day = firstDay; day < firstDay + count; day++) {
            put(day, Version.good(rows));
        }
    }

    /// Uploads one bad version for each of the days.
    void putBad(int firstDay, int count) {
        for (int day = firstDay; day < firstDay + count; day++) {
            put(day, Version.bad());
        }
    }

    /// All dates with at least one version that the server took whole.
    List<String> dates() {
        return List.copyOf(whole.keySet());
    }

    List<Version> versions(String date) {
        return List.copyOf(whole.getOrDefault(date, List.of()));
    }

    Stream<Version> all() {
        return whole.values().stream().flatMap(List::stream);
    }

    private static int day(String date) {
        return (int) (LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay() - FIRST_DAY.toEpochDay());
    }
}
