package io.opensesame.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
    private static final String OWNER = "1192853035110001";

    @ParameterizedTest
    @CsvSource({
        "acs:ram::1192853035110001:root, ACCOUNT, ''",
        "acs:ram::1192853035110001:*, ACCOUNT, ''",
        "acs:ram::1192853035110001:user/alice@example.com, RAM_USER, alice@example.com",
        "acs:ram::1192853035110001:role/App, RAM_ROLE, App",
        "acs:ram::1192853035110001:role/App/session-7, RAM_ROLE, App",
        "acs:ram::1192853035110001:assumed-role/App/session-7, RAM_ROLE, App"
    })
    void ofRam_arn_isReadAndKept(String arn, Principal.Type type, String name) {
        Principal principal = Principal.ofRam(arn);

        assertThat(principal.type()).isEqualTo(type);
        assertThat(principal.accountId()).isEqualTo(OWNER);
        assertThat(principal.name()).isEqualTo(name);
        assertThat(principal).hasToString(arn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                OWNER,
                "acs:ram::1192853035110001",
                "acs:ram:*:1192853035110001:user/a",
                "acs:ram::1192853035110001:user/",
                "acs:ram::1192853035110001:user/a/b",
                "acs:ram::1192853035110001:user/a b",
                "acs:ram::1192853035110001:role/",
                "acs:ram::1192853035110001:role/app/\u0000",
                "acs:ram::1192853035110001:group/a",
                "acs:ram::1192853035110001:saml-provider/a",
                "acs:ram::*:user/a",
                "acs:ram::owner:user/a"
            })
    void ofRam_anythingElse_isRefused(String arn) {
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.ofRam(arn));
    }

    @Test
    void ofRam_maskedAccountId_isRefusedWithTheReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Principal.ofRam("acs:ram::119285303511****:user/testpolicyuser"))
                .withMessageContaining("ids in examples are masked with **** and must be filled in");
    }

    @Test
    void isSameAs_otherSpellingOfTheSame_isTrue() {
        assertThat(Principal.account(OWNER).isSameAs(Principal.ofRam("acs:ram::" + OWNER + ":*")))
                .isTrue();
        assertThat(Principal.ramRole(OWNER, "AliyunOSSRole")
                        .isSameAs(Principal.ofRam("acs:ram::" + OWNER + ":role/aliyunossrole/s")))
                .isTrue();
        assertThat(Principal.account(OWNER)).isNotEqualTo(Principal.ofRam("acs:ram::" + OWNER + ":*"));
    }

    @Test
    void isSameAs_another_isFalse() {
        Principal alice = Principal.ramUser(OWNER, "alice");

        assertThat(alice.isSameAs(Principal.ramUser(OWNER, "Alice"))).isFalse();
        assertThat(alice.isSameAs(Principal.ramRole(OWNER, "alice"))).isFalse();
        assertThat(alice.isSameAs(Principal.ramUser("1903253031260002", "alice")))
                .isFalse();
        assertThat(alice.isSameAs(Principal.account(OWNER))).isFalse();
    }

    @Test
    void service_andFederated_haveFormsOfTheirOwn() {
        assertThat(Principal.service("kms.aliyuncs.com").type()).isEqualTo(Principal.Type.SERVICE);
        assertThat(Principal.service("kms.aliyuncs.com").name()).isEqualTo("kms.aliyuncs.com");
        assertThat(Principal.federated("acs:ram::" + OWNER + ":oidc-provider/ci")
                        .type())
                .isEqualTo(Principal.Type.FEDERATED);
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.service("acs:ram::1:root"));
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.service("kms/aliyuncs"));
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.federated("acs:ram::1:user/a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "\ud800"})
    void federated_nameThatNoProviderHas_isRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Principal.federated("acs:ram::1:saml-provider/" + name));
    }
}
