package io.sluice.engine.cell;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.value.CodePoints;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Length, pattern and enum of texts.
final class TextRules {
    private final int minLength;
    private final int maxLength;
    private final @Nullable Matcher matcher;
    private final CellText text = new CellText();
    private final TextSet allowed;

    TextRules(Constraints constraints) {
        minLength = constraints.minLength().orElse(0);
        maxLength = constraints.maxLength().orElse(Integer.MAX_VALUE);
        Optional<Pattern> pattern = constraints.pattern();
        matcher = pattern.isPresent() ? pattern.get().matcher("") : null;
        allowed = new TextSet(constraints.allowed());
    }

    CellResult check(byte[] bytes, int from, int to) {
        int size = to - from;
        if (size < minLength || (minLength > 0 && CodePoints.count(bytes, from, to) < minLength)) {
            return CellResult.MIN_LENGTH;
        }
        if (size > maxLength && CodePoints.count(bytes, from, to) > maxLength) {
            return CellResult.MAX_LENGTH;
        }
        if (matcher != null && !matches(matcher, bytes, from, to)) {
            return CellResult.PATTERN;
        }
        return allowed.isEmpty() || allowed.contains(bytes, from, to) ? CellResult.VALID : CellResult.ENUM;
    }

    private boolean matches(Matcher reused, byte[] bytes, int from, int to) {
        text.set(bytes, from, to);
        return reused.reset(text).matches();
    }
}
