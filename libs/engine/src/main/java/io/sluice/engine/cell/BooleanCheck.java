package io.sluice.engine.cell;

import io.sluice.engine.value.Booleans;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `true`, `false`, `1`, `0`, or the words that the field declares in their place.
final class BooleanCheck extends LongCheck {
    private final TextSet trueValues;
    private final TextSet falseValues;

    BooleanCheck(List<String> trueValues, List<String> falseValues, @Nullable LongRules rules) {
        super(rules);
        this.trueValues = new TextSet(trueValues);
        this.falseValues = new TextSet(falseValues);
    }

    @Override
    public CellResult check(byte[] bytes, int from, int to) {
        int plain = Booleans.parse(bytes, from, to);
        if (trueValues.isEmpty() ? plain == 1 : trueValues.contains(bytes, from, to)) {
            return checkRules(1);
        }
        if (falseValues.isEmpty() ? plain == 0 : falseValues.contains(bytes, from, to)) {
            return checkRules(0);
        }
        return CellResult.WRONG_TYPE;
    }
}
