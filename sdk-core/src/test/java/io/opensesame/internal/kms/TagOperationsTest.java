package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagOperationsTest {
    private final FakeTransport transport = FakeTransport.answering("""
            {"RequestId":"r-1","Tags":{"Tag":[{"KeyId":"k","TagKey":"team","TagValue":"pay"}]},
             "TagResources":{"TagResource":[{"ResourceId":"orders/db","ResourceType":"secret","TagKey":"a",
             "TagValue":"b"}]},"NextToken":""}""");
    private final TagOperations tags = transport.client().tags();

    @Test
    void tagResource_secret_sendsTagsAsJson() {
        assertThat(tags.tagResource(TagResourceRequest.builder()
                                .resource(TaggedResource.secret("orders/db"))
                                .tag("team", "pay")
                                .build())
                        .requestId())
                .isEqualTo("r-1");

        assertThat(transport.onlyCall().action()).isEqualTo("TagResource");
        assertThat(transport.onlyCall().resource()).isEqualTo("orders/db");
        assertThat(transport.onlyCall().parameters())
                .isEqualTo(Map.of("SecretName", "orders/db", "Tags", "[{\"TagKey\":\"team\",\"TagValue\":\"pay\"}]"));
    }

    @Test
    void untagResource_key_sendsKeysAsJson() {
        tags.untagResource(UntagResourceRequest.builder()
                .resource(TaggedResource.key("key-1"))
                .tagKeys("a", "b")
                .build());

        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("KeyId", "key-1", "TagKeys", "[\"a\",\"b\"]"));
    }

    @Test
    void untagResource_certificate_sendsItsId() {
        tags.untagResource(UntagResourceRequest.builder()
                .resource(TaggedResource.certificate("cert-1"))
                .tagKeys("a")
                .build());

        assertThat(transport.onlyCall().parameters()).containsEntry("CertificateId", "cert-1");
    }

    @Test
    void listResourceTags_key_readsTags() {
        assertThat(tags.listResourceTags(ListResourceTagsRequest.of("key-1")).tags())
                .isEqualTo(Map.of("team", "pay"));

        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("KeyId", "key-1"));
    }

    @Test
    void tagResources_twoSecrets_flattensLists() {
        tags.tagResources(TagResourcesRequest.builder()
                .regionId("cn-hangzhou")
                .resourceType(ResourceType.SECRET)
                .resourceIds("a", "b")
                .tag("team", "pay")
                .build());

        assertThat(transport.onlyCall().parameters())
                .isEqualTo(Map.of(
                        "RegionId", "cn-hangzhou",
                        "ResourceType", "secret",
                        "ResourceId.1", "a",
                        "ResourceId.2", "b",
                        "Tag.1.Key", "team",
                        "Tag.1.Value", "pay"));
    }

    @Test
    void untagResources_keysOrAll_sendsOneOfThem() {
        UntagResourcesRequest.Builder builder = UntagResourcesRequest.builder()
                .regionId("cn-hangzhou")
                .resourceType(ResourceType.KEY)
                .resourceIds("key-1");

        tags.untagResources(builder.all(true).build());
        tags.untagResources(builder.all(false).tagKeys("x").build());

        assertThat(transport.calls().get(0).parameters())
                .containsEntry("All", "true")
                .doesNotContainKey("TagKey.1");
        assertThat(transport.calls().get(1).parameters())
                .containsEntry("TagKey.1", "x")
                .doesNotContainKey("All");
    }

    @Test
    void listTagResources_lastPage_hasNoToken() {
        ListTagResourcesResponse page = tags.listTagResources(ListTagResourcesRequest.builder()
                .regionId("cn-hangzhou")
                .resourceType(ResourceType.SECRET)
                .build());

        assertThat(page.nextToken()).isEmpty();
        assertThat(page.tags()).containsExactly(new ResourceTag("orders/db", ResourceType.SECRET, "a", "b"));
    }
}
