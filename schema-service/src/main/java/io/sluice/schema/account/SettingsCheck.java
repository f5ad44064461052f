package io.sluice.schema.account;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.sluice.schema.form.FormErrors;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the settings of an account one by one. What is wrong goes to the [FormErrors].
final class SettingsCheck {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s\\p{Cntrl}@,;<>\"]+@[^\\s\\p{Cntrl}@,;<>\"]+\\.[^\\s\\p{Cntrl}@,;<>\".]+");
    private static final int MAX_EMAIL = 254;
    private static final int MAX_NAME = 200;
    private static final int MAX_ENTRIES = 100;
    private static final int MAX_RETENTION_DAYS = 36_500;
    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
    private static final CronParser CRON = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final FormErrors errors;

    SettingsCheck(FormErrors errors) {
        this.errors = errors;
    }

    String name(@Nullable String name) {
        if (name == null || name.isBlank()) {
            errors.add("name", "is missing, expected what the account is called, e.g. Acme Retail");
            return "";
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    "name",
                    "expected at most %d characters on one line but it has %d".formatted(MAX_NAME, name.length()));
        }
        return name.strip();
    }

    List<String> contacts(@Nullable List<@Nullable String> contacts) {
        var entries = entries("contacts", contacts);
        for (int i = 0; i < entries.size(); i++) {
            var contact = entries.get(i);
            if (contact.length() > MAX_EMAIL || !EMAIL.matcher(contact).matches()) {
                errors.add(
                        "contacts[%d]".formatted(i),
                        "\"%s\" is no e-mail address, expected e.g. data@acme.example".formatted(contact));
            }
        }
        return entries;
    }

    List<String> ipAllowlist(@Nullable List<@Nullable String> blocks) {
        var entries = entries("ip_allowlist", blocks);
        for (int i = 0; i < entries.size(); i++) {
            var field = "ip_allowlist[%d]".formatted(i);
            AllowlistEntry.complaint(entries.get(i)).ifPresent(complaint -> errors.add(field, complaint));
        }
        return entries;
    }

    String timeZone(@Nullable String zone) {
        if (zone == null || !ZoneId.getAvailableZoneIds().contains(zone)) {
            errors.add("time_zone", "\"%s\" is no time zone, expected an IANA name like Asia/Taipei".formatted(zone));
            return "UTC";
        }
        return zone;
    }

    String locale(@Nullable String tag) {
        try {
            var locale =
                    new Locale.Builder().setLanguageTag(tag == null ? "" : tag).build();
            if (LANGUAGES.contains(locale.getLanguage())) {
                return locale.toLanguageTag();
            }
            errors.add("locale", "\"%s\" names no known language, expected e.g. en or zh-TW".formatted(tag));
        } catch (IllformedLocaleException malformed) {
            errors.add("locale", "\"%s\" is no language tag, expected e.g. en or zh-TW".formatted(tag));
        }
        return "en";
    }

    Optional<String> pickup(@Nullable String schedule) {
        if (schedule == null || schedule.equals("continuous")) {
            return Optional.ofNullable(schedule);
        }
        var parts = schedule.strip().split("\\s+");
        var hint = "expected continuous, or five cron fields and a time zone like 0 6 * * * Asia/Taipei";
        if (parts.length != 6) {
            errors.add("pickup", "\"%s\" has %d parts, %s".formatted(schedule, parts.length, hint));
        } else if (!ZoneId.getAvailableZoneIds().contains(parts[5])) {
            errors.add("pickup", "\"%s\" is no time zone, %s".formatted(parts[5], hint));
        } else if (!fires(String.join(" ", List.of(parts).subList(0, 5)), ZoneId.of(parts[5]))) {
            errors.add("pickup", "\"%s\" is no cron expression that ever comes true, %s".formatted(schedule, hint));
        }
        return Optional.of(String.join(" ", parts));
    }

    private static boolean fires(String cron, ZoneId zone) {
        try {
            return ExecutionTime.forCron(CRON.parse(cron).validate())
                    .nextExecution(ZonedDateTime.now(zone))
                    .isPresent();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    long limit(String field, @Nullable Long bytes) {
        if (bytes == null || bytes <= 0) {
            errors.add(field, "is %s, expected a positive number of bytes".formatted(bytes));
            return 1;
        }
        return bytes;
    }

    Optional<Integer> retentionDays(@Nullable Integer days) {
        if (days != null && (days < 1 || days > MAX_RETENTION_DAYS)) {
            errors.add("retention_days", "is %d, expected 1 to %d days".formatted(days, MAX_RETENTION_DAYS));
        }
        return Optional.ofNullable(days);
    }

    boolean batchFailureMails(@Nullable Boolean wanted) {
        if (wanted == null) {
            errors.add("batch_failure_mails", "is null, expected true or false");
            return true;
        }
        return wanted;
    }

    private List<String> entries(String field, @Nullable List<@Nullable String> list) {
        if (list == null) {
            errors.add(field, "is null, expected a list");
            return List.of();
        }
        if (list.size() > MAX_ENTRIES) {
            errors.add(field, "has %d entries, expected at most %d".formatted(list.size(), MAX_ENTRIES));
        }
        return list.stream()
                .map(entry -> entry == null ? "" : entry.strip())
                .distinct()
                .toList();
    }
}
