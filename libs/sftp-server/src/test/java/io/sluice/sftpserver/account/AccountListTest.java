package io.sluice.sftpserver.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.account.AccountFacts.Limits;
import io.sluice.contracts.account.AddressRange;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountListTest {
    private static final String HASH = "$6$salt$hash./AZ09";

    @Test
    void readsTheAnswerOfSchemaService() throws Exception {
        var accounts = AccountList.parse("""
                {"accounts":[{"accuid":"110-1234-567","state":"active","password_hash":"%s",
                  "ssh_public_keys":["ssh-ed25519 AAAA0 me@home"],"ip_allowlist":["203.0.113.0/24","2001:db8::1"],
                  "source_types":["order","member"]}]}""".formatted(HASH));

        assertThat(accounts).singleElement().satisfies(account -> {
            assertThat(account.isActive()).isTrue();
            assertThat(account.passwordHash()).contains(HASH);
            assertThat(account.sshPublicKeys()).extracting(PublicKey::toString).containsExactly("ssh-ed25519 AAAA0");
            assertThat(account.ipAllowlist())
                    .extracting(AddressRange::toString)
                    .containsExactly("203.0.113.0/24", "2001:db8::1/128");
            assertThat(account.sourceTypes()).hasSize(2);
        });
    }

    @Test
    void readsTheTermsOfAnAccount() throws Exception {
        var accounts = AccountList.parse("""
                {"accounts":[{"accuid":"acme","state":"active","terms":{"locale":"zh-TW","time_zone":"Asia/Taipei",
                  "workspace_limit_bytes":2000,"daily_upload_limit_bytes":1000}}]}""");

        assertThat(accounts)
                .extracting(SftpAccount::terms)
                .containsExactly(Optional.of(new AccountTerms(
                        Locale.forLanguageTag("zh-TW"), ZoneId.of("Asia/Taipei"), new Limits(2_000, 1_000))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"locale\":\"en\",\"time_zone\":\"Mars/Phobos\",\"workspace_limit_bytes\":2,\"daily_upload_limit_bytes\":1}",
                "{\"locale\":\"not a tag\",\"time_zone\":\"UTC\",\"workspace_limit_bytes\":2,\"daily_upload_limit_bytes\":1}",
                "{\"locale\":\"en\",\"time_zone\":\"UTC\",\"workspace_limit_bytes\":0,\"daily_upload_limit_bytes\":1}",
                "{\"locale\":null}",
                "null"
            })
    void letsAnAccountInWhoseTermsItDoesNotUnderstand(String terms) throws Exception {
        var accounts = AccountList.parse(
                "{\"accounts\":[{\"accuid\":\"acme\",\"state\":\"active\",\"terms\":%s}]}".formatted(terms));

        assertThat(accounts).singleElement().satisfies(account -> {
            assertThat(account.isActive()).isTrue();
            assertThat(account.terms()).isEmpty();
        });
    }

    @Test
    void treatsEveryOtherStateAsSuspended() throws Exception {
        assertThat(AccountList.parse("{\"accounts\":[{\"accuid\":\"a\",\"state\":\"erased\"},{\"accuid\":\"b\"}]}"))
                .noneMatch(SftpAccount::isActive);
    }

    @Test
    void leavesOutWhatWouldWriteLinesOfItsOwn() throws Exception {
        var accounts = AccountList.parse("""
                {"accounts":[
                  {"accuid":"a\\nroot","state":"active"},
                  {"accuid":"hash","state":"active","password_hash":"$6$salt$x:0:\\nroot::"},
                  {"accuid":"fine","state":"active",
                   "ssh_public_keys":["command=\\"id\\" ssh-ed25519 AAAA","ssh-ed25519 AAAA\\nssh-ed25519 BBBB","ssh-rsa CCCC"],
                   "ip_allowlist":["ALL","0.0.0.0/33","10.0.0.0/8 ALL","LOCAL","10.0.0.0/8"],
                   "source_types":["../order","order"]}]}""");

        assertThat(accounts).singleElement().satisfies(account -> {
            assertThat(account.accountId()).hasToString("fine");
            assertThat(account.sshPublicKeys()).extracting(PublicKey::toString).containsExactly("ssh-rsa CCCC");
            assertThat(account.ipAllowlist()).extracting(AddressRange::toString).containsExactly("10.0.0.0/8");
            assertThat(account.sourceTypes()).extracting(Object::toString).containsExactly("order");
        });
    }

    @Test
    void losesNoOtherAccountByAnUnreadableOne() throws Exception {
        var accounts = AccountList.parse("""
                {"accounts":[null,7,[],{"accuid":{"id":"a"}},{"accuid":"b","state":"active","source_types":"order"},
                  {"accuid":"fine","state":"active","ssh_public_keys":null,"added_later":1}]}""");

        assertThat(accounts).extracting(SftpAccount::accountId).hasToString("[fine]");
    }

    @Test
    void refusesDocumentWithoutList() {
        assertThatThrownBy(() -> AccountList.parse("{}"))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessage("expected a list \"accounts\" in the answer of schema-service");
    }
}
