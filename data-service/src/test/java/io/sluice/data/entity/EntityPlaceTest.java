package io.sluice.data.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.web.parameter.OpaqueText;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityPlaceTest {
    private static final EntityState LAST =
            new EntityState("a:b/咖啡 %", "{}", "batch", 1, Instant.parse("2026-11-29T23:59:59.123456Z"));

    @Test
    void goesOnAfterTheLastKey() {
        var cursor = EntityPlace.cursorAfter(new EntityPlace.ByKey("x"), LAST);

        assertThat(EntityPlace.read(cursor)).contains(new EntityPlace.ByKey("a:b/咖啡 %"));
    }

    @Test
    void goesOnAfterTheLastChange() {
        var cursor = EntityPlace.cursorAfter(new EntityPlace.ByChange(Instant.EPOCH, ""), LAST);

        assertThat(EntityPlace.read(cursor)).contains(new EntityPlace.ByChange(LAST.updatedAt(), "a:b/咖啡 %"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "key",
                "key:%",
                "key:%00",
                "key:a:b",
                "change:x:k",
                "change:99999999999999999999:k",
                "change:-9000000000000000:k",
                "change:9000000000000000000:k",
                "other:1"
            })
    void refusesForgedCursors(String plain) {
        assertThat(EntityPlace.read(OpaqueText.write(plain))).isEmpty();
    }

    @Test
    void refusesWhatIsNoBase64() {
        assertThat(EntityPlace.read("!")).isEmpty();
    }
}
