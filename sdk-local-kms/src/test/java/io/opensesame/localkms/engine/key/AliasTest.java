package io.opensesame.localkms.engine.key;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.localkms.engine.TestKms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AliasTest {
    private final TestKms kms = new TestKms();
    private final String first = create("Aliyun_AES_256");
    private final String second = create("Aliyun_SM4");

    @BeforeEach
    void createAlias() {
        kms.call("CreateAlias", "KeyId", first, "AliasName", "alias/a");
    }

    @Test
    void createAlias_ofAnotherNameForTheSameKey_isFine() {
        kms.call("CreateAlias", "KeyId", first, "AliasName", "alias/Team_1/x-y");

        assertThat(kms.call("ListAliasesByKeyId", "KeyId", first).toString())
                .isEqualTo("{\"Aliases\":{\"Alias\":["
                        + "{\"KeyId\":\"" + first + "\",\"AliasArn\":\"acs:kms:cn-hangzhou:100000000000:alias/a\","
                        + "\"AliasName\":\"alias/a\"},"
                        + "{\"KeyId\":\"" + first
                        + "\",\"AliasArn\":\"acs:kms:cn-hangzhou:100000000000:alias/Team_1/x-y\","
                        + "\"AliasName\":\"alias/Team_1/x-y\"}]},\"PageNumber\":1,\"PageSize\":10,\"TotalCount\":2}");
        assertThat(kms.call("ListAliasesByKeyId", "KeyId", second)
                        .get("TotalCount")
                        .intValue())
                .isZero();
    }

    @Test
    void createAlias_thatExists_isRefused() {
        assertRefused(kms.refused("CreateAlias", "KeyId", second, "AliasName", "alias/a"), 400, "AliasAlreadyExists");
        assertRefused(kms.refused("CreateAlias", "KeyId", "x", "AliasName", "alias/b"), 404, "Forbidden.KeyNotFound");
        assertMissing(kms.refused("CreateAlias", "KeyId", second), "AliasName");
        assertMissing(kms.refused("CreateAlias", "AliasName", "alias/b"), "KeyId");
        assertThat(meant("alias/a")).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "alias/", "Alias/b", "alias/acs/ecs", "alias/acsb", "alias/b c", "alias/ä", "alias/b."})
    void createAlias_badName_isInvalid(String name) {
        assertInvalid(kms.refused("CreateAlias", "KeyId", second, "AliasName", name), "AliasName");
    }

    @Test
    void createAlias_of255CharactersInAll_isTheLongest() {
        String longest = "alias/" + "a".repeat(249);

        kms.call("CreateAlias", "KeyId", first, "AliasName", longest);

        assertThat(meant(longest)).isEqualTo(first);
        assertInvalid(kms.refused("CreateAlias", "KeyId", first, "AliasName", longest + "a"), "AliasName");
    }

    @Test
    void updateAlias_pointsItAtAnotherKeyOfTheSameUsage() {
        String signing = create("EC_P256");

        kms.call("UpdateAlias", "KeyId", second, "AliasName", "alias/a");

        assertThat(meant("alias/a")).isEqualTo(second);
        assertInvalid(kms.refused("UpdateAlias", "KeyId", signing, "AliasName", "alias/a"), "KeyId");
        assertRefused(
                kms.refused("UpdateAlias", "KeyId", second, "AliasName", "alias/b"), 404, "Forbidden.AliasNotFound");
        assertRefused(kms.refused("UpdateAlias", "KeyId", "x", "AliasName", "alias/a"), 404, "Forbidden.KeyNotFound");
        assertThat(meant("alias/a")).isEqualTo(second);
    }

    @Test
    void deleteAlias_leavesTheKey() {
        kms.call("DeleteAlias", "AliasName", "alias/a");

        assertRefused(kms.refused("DescribeKey", "KeyId", "alias/a"), 404, "Forbidden.AliasNotFound");
        assertThat(meant(first)).isEqualTo(first);
        assertRefused(kms.refused("DeleteAlias", "AliasName", "alias/a"), 404, "Forbidden.AliasNotFound");
    }

    @Test
    void listAliases_comesInPages_evenOfNothing() {
        kms.call("CreateAlias", "KeyId", second, "AliasName", "alias/b");

        assertThat(kms.call("ListAliases", "PageNumber", "2", "PageSize", "1")
                        .at("/Aliases/Alias/0/AliasName")
                        .textValue())
                .isEqualTo("alias/b");
        assertThat(kms.call("ListAliases", "PageSize", "0").toString())
                .isEqualTo("{\"Aliases\":{\"Alias\":[]},\"PageNumber\":1,\"PageSize\":0,\"TotalCount\":2}");
        assertInvalid(kms.refused("ListAliasesByKeyId", "KeyId", first, "PageSize", "0"), "PageSize");
    }

    private String meant(String name) {
        return kms.call("DescribeKey", "KeyId", name).at("/KeyMetadata/KeyId").textValue();
    }

    private String create(String spec) {
        return kms.call("CreateKey", "KeySpec", spec).at("/KeyMetadata/KeyId").textValue();
    }
}
