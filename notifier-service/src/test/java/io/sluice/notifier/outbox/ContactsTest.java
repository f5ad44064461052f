package io.sluice.notifier.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest {
    @Test
    void takesEachAddressOnce() {
        var contacts = Contacts.of(List.of("a@acme.example", "b@acme.example", "a@acme.example"));

        assertThat(contacts.addresses()).containsExactly("a@acme.example", "b@acme.example");
        assertThat(contacts.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "acme",
                "@acme.example",
                "a b@acme.example",
                "a@acme.example, b@evil.example",
                "a@acme.example\r\nBcc: b@evil.example",
                "Acme <a@acme.example>",
                "a@b@acme.example"
            })
    void leavesOutTextThatIsNoAddress(String contact) {
        var contacts = Contacts.of(List.of(contact));

        assertThat(contacts.addresses()).isEmpty();
        assertThat(contacts.leftOut()).containsEntry(contact, "no e-mail address");
    }
}
