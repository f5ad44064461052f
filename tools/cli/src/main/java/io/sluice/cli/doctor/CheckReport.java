package io.sluice.cli.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The findings as a table for people and as JSON for programs.
record CheckReport(List<Finding> findings) {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "1;31";
    private static final String DIM = "2";

    CheckReport {
        findings = List.copyOf(findings);
    }

    boolean isAllGood() {
        return findings.stream().noneMatch(Finding::isBad);
    }

    boolean isNothingChecked() {
        return findings.stream().allMatch(finding -> finding.outcome() instanceof CheckOutcome.NotChecked);
    }

    /// A line for each finding below its area; a bad finding has the expectation and the next step below it.
    String table(boolean colours) {
        var text = new StringBuilder();
        var width = findings.stream()
                .mapToInt(finding -> finding.subject().name().length())
                .max()
                .orElse(0);
        var area = "";
        for (var finding : findings) {
            if (!finding.subject().area().equals(area)) {
                area = finding.subject().area();
                text.append(colour(colours, BOLD, area)).append('\n');
            }
            var name = finding.subject().name()
                    + " ".repeat(width - finding.subject().name().length());
            var margin = "\n" + " ".repeat(width + 9);
            switch (finding.outcome()) {
                case CheckOutcome.Good good -> line(text, colour(colours, GREEN, "good"), name, good.seen());
                case CheckOutcome.NotChecked open ->
                    line(text, colour(colours, DIM, "  - "), name, "not checked: " + open.why());
                case CheckOutcome.Bad bad -> {
                    line(text, colour(colours, RED, "BAD "), name, bad.fact());
                    text.setLength(text.length() - 1);
                    text.append(margin).append("expected: ").append(bad.expectation());
                    text.append(margin)
                            .append(colour(colours, BOLD, "do: "))
                            .append(bad.next())
                            .append('\n');
                }
            }
        }
        return text.append('\n').append(summary()).append('\n').toString();
    }

    private String summary() {
        return "%d good, %d bad, %d not checked".formatted(count("good"), count("bad"), count("not_checked"));
    }

    /// One object with all findings.
    String json() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("good", count("good"));
        document.put("bad", count("bad"));
        document.put("not_checked", count("not_checked"));
        document.put("findings", findings.stream().map(CheckReport::object).toList());
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings and numbers can be written", impossible);
        }
    }

    private long count(String outcome) {
        return findings.stream()
                .filter(finding -> word(finding.outcome()).equals(outcome))
                .count();
    }

    private static Map<String, Object> object(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("area", finding.subject().area());
        object.put("name", finding.subject().name());
        object.put("outcome", word(finding.outcome()));
        switch (finding.outcome()) {
            case CheckOutcome.Good good -> object.put("seen", good.seen());
            case CheckOutcome.NotChecked open -> object.put("why", open.why());
            case CheckOutcome.Bad bad -> {
                object.put("fact", bad.fact());
                object.put("expected", bad.expectation());
                object.put("do", bad.next());
            }
        }
        object.put("millis", finding.took().toMillis());
        return object;
    }

    private static String word(CheckOutcome outcome) {
        return switch (outcome) {
            case CheckOutcome.Good _ -> "good";
            case CheckOutcome.Bad _ -> "bad";
            case CheckOutcome.NotChecked _ -> "not_checked";
        };
    }

    private static void line(StringBuilder text, String mark, String name, String what) {
        text.append("  ")
                .append(mark)
                .append("  ")
                .append(name)
                .append(' ')
                .append(what)
                .append('\n');
    }

    private static String colour(boolean colours, String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
