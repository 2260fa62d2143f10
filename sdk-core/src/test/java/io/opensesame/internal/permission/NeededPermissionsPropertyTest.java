package io.opensesame.internal.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.policy.RamPolicy;
import io.opensesame.policy.catalogue.KmsCatalogue;
import io.opensesame.policy.catalogue.KmsOperation;
import io.opensesame.policy.leastprivilege.LeastPrivilege;
import io.opensesame.policy.leastprivilege.NeededPermission;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a caller names, a call is not hindered by it: what it needs can always be said, and be written. */
class NeededPermissionsPropertyTest {
    @Provide
    Arbitrary<KmsOperation> operations() {
        return Arbitraries.of(KmsCatalogue.instance().operations());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("acs:km*/?${}e ").ofMaxLength(40),
                Arbitraries.strings().withChars(":*/ \n1a").ofMaxLength(12).map(text -> "acs:kms:" + text),
                Arbitraries.of(
                        "alias/app", "acs:kms:cn-hangzhou:12:alias/a", "acs:kms:*:*:secret/x", "acs:ram::12:role/r"));
    }

    @Property
    void of_anyNames_givesWhatAPolicyCanHave(
            @ForAll("operations") KmsOperation operation,
            @ForAll("names") String secret,
            @ForAll("names") String key,
            @ForAll("names") String resource) {
        Map<String, String> parameters = Map.of(
                "SecretName", secret, "KeyId", key, "AliasName", key, "EncryptionKeyId", key, "DestinationKeyId", key);
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("Arn", secret).put("KeyId", key);

        List<NeededPermission> needed = new NeededPermissions("kms", "*").of(operation.name(), parameters, resource);
        List<NeededPermission> taught = TaughtPermissions.of(needed, answer);

        assertThat(taught).hasSameSizeAs(needed);
        assertThat(LeastPrivilege.builder().need(taught).account("12").build().ramPolicies())
                .allSatisfy(
                        policy -> assertThat(RamPolicy.parse(policy.toJson())).isEqualTo(policy));
    }
}
