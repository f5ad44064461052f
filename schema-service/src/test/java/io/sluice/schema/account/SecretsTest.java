package io.sluice.schema.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schema.form.FormError;
import io.sluice.schema.form.FormErrors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private final FormErrors errors = new FormErrors();

    @Test
    void makesPasswordsThatPassItsOwnCheck() {
        var password = Secrets.newPassword();

        Secrets.check(password, errors);

        assertThat(password).matches("[A-Za-z0-9]{24}").isNotEqualTo(Secrets.newPassword());
        assertThat(errors.all()).isEmpty();
    }

    @Test
    void marksClientKeys() {
        assertThat(Secrets.newClientKey()).matches("ck_[A-Za-z0-9]{32}").isNotEqualTo(Secrets.newClientKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 128})
    void takesPasswordsOf12To128Characters(int length) {
        Secrets.check("p".repeat(length), errors);

        assertThat(errors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 129})
    void refusesPasswordsOfOtherLengths(int length) {
        Secrets.check("p".repeat(length), errors);

        assertThat(errors.all())
                .containsExactly(new FormError("password", "has %d characters, expected 12 to 128".formatted(length)));
    }

    @Test
    void refusesControlCharactersInPasswords() {
        Secrets.check("twelve\ncharacters", errors);

        assertThat(errors.all()).containsExactly(new FormError("password", "has a control character, expected none"));
    }

    @Test
    void digestsWithSha256() {
        assertThat(Secrets.digest("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
