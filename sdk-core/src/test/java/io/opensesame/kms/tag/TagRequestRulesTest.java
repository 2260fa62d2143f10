package io.opensesame.kms.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TagRequestRulesTest {
    private static TagResourcesRequest.Builder tagSecrets() {
        return TagResourcesRequest.builder()
                .regionId("cn-hangzhou")
                .resourceType(ResourceType.SECRET)
                .tag("team", "pay");
    }

    private static UntagResourcesRequest.Builder untagSecrets() {
        return UntagResourcesRequest.builder()
                .regionId("cn-hangzhou")
                .resourceType(ResourceType.SECRET)
                .resourceIds("a");
    }

    private static String[] ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toArray(String[]::new);
    }

    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken("plain name, not its ARN", () -> TaggedResource.secret("acs:kms:r:1:secret/a")),
                broken("got U+0020", () -> TaggedResource.secret("a b")),
                broken("keyId must not be empty", () -> TaggedResource.key("")),
                broken("certificateId must not be empty", () -> TaggedResource.certificate(" ")),
                broken(
                        "resource is needed",
                        () -> TagResourceRequest.builder().tag("a", "b").build()),
                broken(
                        "1 to 20 tags; got 0",
                        () -> TagResourceRequest.builder()
                                .resource(TaggedResource.key("k"))
                                .build()),
                broken(
                        "1 to 20 tags; got 0",
                        () -> UntagResourceRequest.builder()
                                .resource(TaggedResource.key("k"))
                                .build()),
                broken(
                        "1 to 20 tags; got 21",
                        () -> UntagResourceRequest.builder()
                                .resource(TaggedResource.key("k"))
                                .tagKeys(ids(21))
                                .build()),
                broken(
                        "must not begin with 'aliyun'",
                        () -> UntagResourceRequest.builder()
                                .resource(TaggedResource.key("k"))
                                .tagKeys("aliyun.x")
                                .build()),
                broken("keyId must not be empty", () -> ListResourceTagsRequest.of("")),
                broken("regionId is needed", () -> TagResourcesRequest.builder().build()),
                broken("need 1 to 50 resources; got 0", () -> tagSecrets().build()),
                broken(
                        "need 1 to 50 resources; got 51",
                        () -> tagSecrets().resourceIds(ids(51)).build()),
                broken(
                        "exactly one of the two; got neither",
                        () -> untagSecrets().build()),
                broken(
                        "exactly one of the two; got both",
                        () -> untagSecrets().all(true).tagKeys("a").build()),
                broken(
                        "need 0 to 50 resources; got 51",
                        () -> ListTagResourcesRequest.builder()
                                .regionId("r")
                                .resourceType(ResourceType.KEY)
                                .resourceIds(ids(51))
                                .build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }

    @Test
    void build_atTheBoundary_isAllowed() {
        assertThat(tagSecrets().resourceIds(ids(50)).build().resourceIds()).hasSize(50);
    }

    @Test
    void taggedResource_sameKindAndId_isEqual() {
        assertThat(TaggedResource.secret("a"))
                .isEqualTo(TaggedResource.secret("a"))
                .isNotEqualTo(TaggedResource.key("a"));
    }
}
