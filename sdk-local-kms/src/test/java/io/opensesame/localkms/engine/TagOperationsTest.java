package io.opensesame.localkms.engine;

import static io.opensesame.localkms.engine.RefusalAssert.assertInvalid;
import static io.opensesame.localkms.engine.RefusalAssert.assertMissing;
import static io.opensesame.localkms.engine.RefusalAssert.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opensesame.localkms.engine.call.ServiceRefusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TagOperationsTest {
    private final TestKms kms = new TestKms();

    @BeforeEach
    void createSecret() {
        kms.createGeneric("a");
    }

    @Test
    void tag_addsAndOverwrites_untagRemoves() {
        assertThat(kms.call("TagResource", "SecretName", "a", "Tags", tags("team", "pay", "env", "")))
                .isEmpty();
        kms.call("TagResource", "SecretName", "a", "Tags", tags("team", "ship"));
        assertThat(tagsOf("a")).isEqualTo(Map.of("team", "ship", "env", ""));

        assertThat(kms.call("UntagResource", "SecretName", "a", "TagKeys", "[\"team\",\"unknown\"]"))
                .isEmpty();

        assertThat(tagsOf("a")).isEqualTo(Map.of("env", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "[{}]",
                "[{\"TagKey\":\"acs:x\",\"TagValue\":\"v\"}]",
                "[{\"TagKey\":\"aliyunx\",\"TagValue\":\"v\"}]",
                "[{\"TagKey\":\"a key\",\"TagValue\":\"v\"}]",
                "[{\"TagKey\":\"k\",\"TagValue\":\"v!\"}]",
            })
    void tag_badTags_areInvalid(String tags) {
        assertInvalid(kms.refused("TagResource", "SecretName", "a", "Tags", tags), "Tags");
    }

    @Test
    void tag_lengthsAndNumbers_areLimited() {
        kms.call("TagResource", "SecretName", "a", "Tags", tags("k".repeat(128), "v".repeat(128)));

        assertInvalid(kms.refused("TagResource", "SecretName", "a", "Tags", tags("k".repeat(129), "v")), "Tags");
        assertInvalid(kms.refused("TagResource", "SecretName", "a", "Tags", tags("k", "v".repeat(129))), "Tags");
        assertInvalid(kms.refused("TagResource", "SecretName", "a", "Tags", numberedTags(21)), "Tags");
        assertRefused(
                kms.refused("TagResource", "SecretName", "a", "Tags", numberedTags(20)), 400, "Rejected.LimitExceeded");
        assertThat(tagsOf("a")).hasSize(1);
        kms.call("TagResource", "SecretName", "a", "Tags", numberedTags(19));
        assertThat(tagsOf("a")).hasSize(20);
    }

    @Test
    void tag_sameKeyTwice_isADuplicate() {
        assertRefused(
                kms.refused("TagResource", "SecretName", "a", "Tags", tags("k", "1", "k", "2")),
                400,
                "Duplicate.TagKey");
    }

    @Test
    void tag_resource_isExactlyOneSecretByName() {
        String tags = tags("k", "v");

        assertMissing(kms.refused("TagResource", "Tags", tags), "SecretName");
        assertInvalid(kms.refused("TagResource", "Tags", tags, "SecretName", "a", "KeyId", "k"), "SecretName");
        assertRefused(kms.refused("TagResource", "Tags", tags, "KeyId", "k"), 404, "Forbidden.KeyNotFound");
        assertRefused(kms.refused("TagResource", "Tags", tags, "CertificateId", "c"), 404, "Certificate.NotFound");
        assertRefused(kms.refused("TagResource", "Tags", tags, "SecretName", "b"), 404, "Forbidden.ResourceNotFound");
        assertInvalid(
                kms.refused("TagResource", "Tags", tags, "SecretName", "acs:kms:cn-hangzhou:100000000000:secret/a"),
                "SecretName");
        assertMissing(kms.refused("TagResource", "SecretName", "a"), "Tags");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[1]", "[\"\"]", "k", "{\"TagKey\":\"k\"}"})
    void untag_badKeys_areInvalid(String keys) {
        assertInvalid(kms.refused("UntagResource", "SecretName", "a", "TagKeys", keys), "TagKeys");
    }

    @Test
    void listResourceTags_knowsNoKeys() {
        assertMissing(kms.refused("ListResourceTags", "SecretName", "a"), "KeyId");
        assertRefused(kms.refused("ListResourceTags", "KeyId", "a"), 404, "Forbidden.KeyNotFound");
    }

    @Test
    void tagResources_tagsAllOrNone() {
        kms.createGeneric("b");
        bulk("TagResources", "ResourceId.1", "a", "ResourceId.2", "b", "Tag.1.Key", "team", "Tag.1.Value", "pay");
        assertThat(tagsOf("a")).isEqualTo(tagsOf("b")).isEqualTo(Map.of("team", "pay"));

        ServiceRefusal refusal = refusedBulk(
                "TagResources", "ResourceId.1", "a", "ResourceId.2", "missing", "Tag.1.Key", "env", "Tag.1.Value", "x");

        assertRefused(refusal, 404, "InvalidResourceId.NotFound");
        assertThat(tagsOf("a")).doesNotContainKey("env");
    }

    @Test
    void untagResources_removesKeysOrAll() {
        kms.call("TagResource", "SecretName", "a", "Tags", tags("k1", "1", "k2", "2", "k3", "3"));

        bulk("UntagResources", "ResourceId.1", "a", "TagKey.1", "k1", "All", "true");
        assertThat(tagsOf("a")).containsOnlyKeys("k2", "k3");
        assertMissing(refusedBulk("UntagResources", "ResourceId.1", "a"), "TagKey.1");
        bulk("UntagResources", "ResourceId.1", "a", "All", "true");

        assertThat(tagsOf("a")).isEmpty();
    }

    @Test
    void listTagResources_filtersByIdAndByTags() {
        kms.createGeneric("b");
        kms.call("TagResource", "SecretName", "a", "Tags", tags("team", "pay", "env", "test"));
        kms.call("TagResource", "SecretName", "b", "Tags", tags("team", "ship"));

        ObjectNode byId = bulk("ListTagResources", "ResourceId.1", "b");
        ObjectNode byTag = bulk("ListTagResources", "Tag.1.Key", "team", "Tag.1.Value", "pay", "Tag.2.Key", "env");

        assertThat(byId.toString())
                .isEqualTo("{\"TagResources\":{\"TagResource\":[{\"ResourceId\":\"b\",\"ResourceType\":\"secret\","
                        + "\"TagKey\":\"team\",\"TagValue\":\"ship\"}]},\"NextToken\":\"\"}");
        assertThat(byTag.at("/TagResources/TagResource")).hasSize(2);
        assertThat(byTag.at("/TagResources/TagResource/1/TagKey").textValue()).isEqualTo("env");
        assertThat(bulk("ListTagResources").at("/TagResources/TagResource")).hasSize(3);
    }

    @Test
    void listTagResources_manyRows_comeInPagesOf200() {
        for (int i = 1; i <= 11; i++) {
            kms.createGeneric("s" + i);
            kms.call("TagResource", "SecretName", "s" + i, "Tags", numberedTags(20));
        }

        ObjectNode first = bulk("ListTagResources");
        ObjectNode second =
                bulk("ListTagResources", "NextToken", first.get("NextToken").textValue());

        assertThat(first.at("/TagResources/TagResource")).hasSize(200);
        assertThat(second.at("/TagResources/TagResource")).hasSize(20);
        assertThat(second.at("/TagResources/TagResource/0/ResourceId").textValue())
                .isEqualTo("s11");
        assertThat(second.get("NextToken").textValue()).isEmpty();
        assertInvalid(refusedBulk("ListTagResources", "NextToken", "later"), "NextToken");
    }

    @ParameterizedTest
    @CsvSource({"TagResources", "UntagResources", "ListTagResources"})
    void bulkOperations_needRegionAndType(String action) {
        assertMissing(kms.refused(action, "ResourceType", "secret"), "RegionId");
        assertInvalid(kms.refused(action, "RegionId", "cn-beijing", "ResourceType", "secret"), "RegionId");
        assertMissing(kms.refused(action, "RegionId", "cn-hangzhou"), "ResourceType");
        assertInvalid(kms.refused(action, "RegionId", "cn-hangzhou", "ResourceType", "alias"), "ResourceType");
    }

    @Test
    void tagResources_badLists_areRefused() {
        assertMissing(refusedBulk("TagResources", "ResourceId.1", "a"), "Tag.1.Key");
        assertMissing(refusedBulk("TagResources", "Tag.1.Key", "k"), "ResourceId.1");
        assertInvalid(refusedBulk("TagResources", "ResourceId.1", "a", "Tag.1.Key", "acs:k"), "Tag.1.Key");
        assertInvalid(
                refusedBulk("TagResources", "ResourceId.1", "a", "Tag.1.Key", "k", "Tag.1.Value", "!"), "Tag.1.Value");
        Map<String, String> parameters =
                new LinkedHashMap<>(Map.of("RegionId", "cn-hangzhou", "ResourceType", "secret", "Tag.1.Key", "k"));
        IntStream.rangeClosed(1, 51).forEach(i -> parameters.put("ResourceId." + i, "a"));
        assertInvalid(kms.refused("TagResources", parameters, TestKms.ROOT), "ResourceId");
    }

    private ObjectNode bulk(String action, String... namesAndValues) {
        return kms.engine.perform(action, bulkParameters(namesAndValues), TestKms.ROOT);
    }

    private ServiceRefusal refusedBulk(String action, String... namesAndValues) {
        return kms.refused(action, bulkParameters(namesAndValues), TestKms.ROOT);
    }

    private static Map<String, String> bulkParameters(String... namesAndValues) {
        Map<String, String> parameters = TestKms.parameters(namesAndValues);
        parameters.put("RegionId", "cn-hangzhou");
        parameters.put("ResourceType", "secret");
        return parameters;
    }

    private Map<String, String> tagsOf(String name) {
        Map<String, String> tags = new LinkedHashMap<>();
        JsonNode list = kms.call("DescribeSecret", "SecretName", name, "FetchTags", "true")
                .at("/Tags/Tag");
        list.forEach(tag ->
                tags.put(tag.get("TagKey").textValue(), tag.get("TagValue").textValue()));
        return tags;
    }

    private static String tags(String... keysAndValues) {
        return IntStream.range(0, keysAndValues.length / 2)
                .mapToObj(i -> "{\"TagKey\":\"" + keysAndValues[2 * i] + "\",\"TagValue\":\"" + keysAndValues[2 * i + 1]
                        + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String numberedTags(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(i -> "{\"TagKey\":\"k" + i + "\",\"TagValue\":\"v\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }
}
