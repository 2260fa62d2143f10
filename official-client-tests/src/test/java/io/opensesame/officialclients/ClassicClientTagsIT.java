package io.opensesame.officialclients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.auth.SignatureVersion;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.kms.model.v20160120.DescribeSecretRequest;
import com.aliyuncs.kms.model.v20160120.DescribeSecretResponse;
import com.aliyuncs.kms.model.v20160120.ListTagResourcesRequest;
import com.aliyuncs.kms.model.v20160120.ListTagResourcesResponse;
import com.aliyuncs.kms.model.v20160120.TagResourceRequest;
import com.aliyuncs.kms.model.v20160120.TagResourcesRequest;
import com.aliyuncs.kms.model.v20160120.UntagResourceRequest;
import com.aliyuncs.kms.model.v20160120.UntagResourcesRequest;
import io.opensesame.localkms.LocalKms;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The classic client tags secrets, one by one and in bulk. */
@ParameterizedClass
@EnumSource(SignatureVersion.class)
class ClassicClientTagsIT {
    private final LocalKms kms = LocalKms.start();
    private final ClassicClient client;

    ClassicClientTagsIT(SignatureVersion signature) {
        this.client = new ClassicClient(kms, signature);
        kms.createSecret("app/a", "x");
        kms.createSecret("app/b", "x");
    }

    @AfterEach
    void close() {
        client.close();
        kms.close();
    }

    @Test
    void tagResource_thenUntagResource_leavesTheOtherTags() throws Exception {
        TagResourceRequest tag = new TagResourceRequest();
        tag.setSecretName("app/a");
        tag.setTags("[{\"TagKey\":\"team\",\"TagValue\":\"pay\"},{\"TagKey\":\"stage\",\"TagValue\":\"test\"}]");
        UntagResourceRequest untag = new UntagResourceRequest();
        untag.setSecretName("app/a");
        untag.setTagKeys("[\"stage\"]");

        assertThat(client.send(tag).getRequestId()).isNotBlank();
        assertThat(tagsOf("app/a")).extracting("tagKey").containsExactlyInAnyOrder("team", "stage");
        client.send(untag);

        assertThat(tagsOf("app/a")).extracting("tagKey", "tagValue").containsExactly(tuple("team", "pay"));
    }

    @Test
    void tagResources_listTagResources_untagResources_workOnSeveralSecrets() throws Exception {
        TagResourcesRequest tag = new TagResourcesRequest();
        tag.setResourceType("secret");
        tag.setResourceIds(List.of("app/a", "app/b"));
        TagResourcesRequest.Tag team = new TagResourcesRequest.Tag();
        team.setKey("team");
        team.setValue("pay");
        tag.setTags(List.of(team));
        ListTagResourcesRequest list = new ListTagResourcesRequest();
        list.setResourceType("secret");
        list.setResourceIds(List.of("app/a", "app/b"));
        UntagResourcesRequest untag = new UntagResourcesRequest();
        untag.setResourceType("secret");
        untag.setResourceIds(List.of("app/b"));
        untag.setAll(true);

        inRegion(tag);
        ListTagResourcesResponse both = inRegion(list);
        inRegion(untag);

        assertThat(both.getTagResources())
                .extracting("resourceType", "resourceId", "tagKey", "tagValue")
                .containsExactlyInAnyOrder(
                        tuple("secret", "app/a", "team", "pay"), tuple("secret", "app/b", "team", "pay"));
        assertThat(both.getNextToken()).isEmpty();
        assertThat(tagsOf("app/a")).hasSize(1);
        assertThat(tagsOf("app/b")).isEmpty();
    }

    /** Names the region, which these operations require: in signature version 3 the client itself leaves it out. */
    private <T extends AcsResponse> T inRegion(AcsRequest<T> request) throws ClientException {
        request.putQueryParameter("RegionId", kms.region());
        return client.send(request);
    }

    private List<DescribeSecretResponse.Tag> tagsOf(String name) throws ClientException {
        DescribeSecretRequest request = new DescribeSecretRequest();
        request.setSecretName(name);
        request.setFetchTags("true");
        return client.send(request).getTags();
    }
}
