package io.opensesame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.opensesame.error.ResourceNotFoundException;
import io.opensesame.kms.secret.DescribeSecretRequest;
import io.opensesame.kms.tag.ListResourceTagsRequest;
import io.opensesame.kms.tag.ListTagResourcesRequest;
import io.opensesame.kms.tag.ListTagResourcesResponse;
import io.opensesame.kms.tag.ResourceTag;
import io.opensesame.kms.tag.ResourceType;
import io.opensesame.kms.tag.TagOperations;
import io.opensesame.kms.tag.TagResourceRequest;
import io.opensesame.kms.tag.TagResourcesRequest;
import io.opensesame.kms.tag.TaggedResource;
import io.opensesame.kms.tag.UntagResourceRequest;
import io.opensesame.kms.tag.UntagResourcesRequest;
import io.opensesame.localkms.LocalKms;
import io.opensesame.localkms.NewSecret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both families of tag operations over real HTTP. */
class TagsIT {
    private final LocalKms kms = LocalKms.start();
    private final OpenSesame sesame = TestClients.connectedTo(kms).build();
    private final TagOperations tags = sesame.kms().tags();

    @BeforeEach
    void create() {
        kms.createSecret("a", "x");
        kms.createSecret("b", "x");
    }

    @AfterEach
    void close() {
        sesame.close();
        kms.close();
    }

    @Test
    void oneResource_taggedAndUntagged_bearsWhatIsLeft() {
        tags.tagResource(TagResourceRequest.builder()
                .resource(TaggedResource.secret("a"))
                .tag("team", "pay")
                .tag("stage", "production")
                .build());
        assertThat(tagsOf("a")).isEqualTo(Map.of("team", "pay", "stage", "production"));

        tags.untagResource(UntagResourceRequest.builder()
                .resource(TaggedResource.secret("a"))
                .tagKeys("stage")
                .build());
        assertThat(tagsOf("a")).isEqualTo(Map.of("team", "pay"));
        assertThat(tagsOf("b")).isEmpty();
    }

    @Test
    void manyResources_taggedAndUntagged_bearWhatIsLeft() {
        tags.tagResources(TagResourcesRequest.builder()
                .regionId(kms.region())
                .resourceType(ResourceType.SECRET)
                .resourceIds("a", "b")
                .tag("team", "pay")
                .tag("stage", "test")
                .build());
        assertThat(tagsOf("a")).isEqualTo(Map.of("team", "pay", "stage", "test"));
        assertThat(tagsOf("b")).isEqualTo(tagsOf("a"));

        tags.untagResources(untag("a").tagKeys("team").build());
        tags.untagResources(untag("b").all(true).build());
        assertThat(tagsOf("a")).isEqualTo(Map.of("stage", "test"));
        assertThat(tagsOf("b")).isEmpty();
    }

    @Test
    void listTagResources_byTag_findsTheResources() {
        tag("a", "team", "pay");
        tag("b", "team", "ship");

        ListTagResourcesResponse found =
                tags.listTagResources(list().tag("team", "pay").build());

        assertThat(found.tags()).containsExactly(new ResourceTag("a", ResourceType.SECRET, "team", "pay"));
        assertThat(found.nextToken()).isEmpty();
        assertThat(tags.listTagResources(list().resourceIds("b").build()).tags())
                .extracting(ResourceTag::value)
                .containsExactly("ship");
    }

    @Test
    void listAllTagResources_moreThanAPage_walksAllPages() {
        for (int i = 0; i < 11; i++) {
            NewSecret secret = kms.newSecret("many/" + i).text("x");
            for (int tag = 0; tag < 20; tag++) {
                secret.tag("key-" + tag, "value");
            }
            secret.create();
        }

        List<ResourceTag> all = tags.listAllTagResources(list().build()).toList();

        assertThat(all).hasSize(11 * 20).doesNotHaveDuplicates();
        assertThat(kms.requestCount("ListTagResources")).isEqualTo(2);
    }

    @Test
    void listResourceTags_unknownKey_isNotFound() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> tags.listResourceTags(ListResourceTagsRequest.of("key-1")))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("Forbidden.KeyNotFound"));
    }

    @Test
    void tagResources_unknownSecret_isNotFoundAndTagsNone() {
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> tags.tagResources(TagResourcesRequest.builder()
                        .regionId(kms.region())
                        .resourceType(ResourceType.SECRET)
                        .resourceIds("a", "missing")
                        .tag("team", "pay")
                        .build()));
        assertThat(tagsOf("a")).isEmpty();
    }

    private void tag(String secretName, String key, String value) {
        tags.tagResource(TagResourceRequest.builder()
                .resource(TaggedResource.secret(secretName))
                .tag(key, value)
                .build());
    }

    private UntagResourcesRequest.Builder untag(String secretName) {
        return UntagResourcesRequest.builder()
                .regionId(kms.region())
                .resourceType(ResourceType.SECRET)
                .resourceIds(secretName);
    }

    private ListTagResourcesRequest.Builder list() {
        return ListTagResourcesRequest.builder().regionId(kms.region()).resourceType(ResourceType.SECRET);
    }

    private Map<String, String> tagsOf(String secretName) {
        return sesame.kms()
                .secrets()
                .describeSecret(DescribeSecretRequest.builder()
                        .secretName(secretName)
                        .fetchTags(true)
                        .build())
                .tags();
    }
}
