package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageIdsTest {
    private static final MailId MAIL = new MailId("0123456789abcdef0123456789abcdef");

    @Test
    void useTheSendersDomain() {
        assertThat(MessageIds.of("Sluice <sluice@mail.example.com>").of(MAIL))
                .isEqualTo("<0123456789abcdef0123456789abcdef@mail.example.com>");
        assertThat(MessageIds.of("sluice@example.com").of(MAIL))
                .isEqualTo("<0123456789abcdef0123456789abcdef@example.com>");
    }

    @Test
    void refuseASenderWithoutDomain() {
        assertThatThrownBy(() -> MessageIds.of("Sluice"))
                .hasMessage(
                        "quarkus.mailer.from is \"Sluice\", expected an address such as Sluice <sluice@example.com>");
    }
}
