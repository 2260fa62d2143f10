package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.kms.secret.ListSecretVersionIdsRequest;
import io.opensesame.kms.secret.ListSecretsRequest;
import io.opensesame.kms.secret.SecretFilter;
import io.opensesame.kms.secret.SecretSummary;
import io.opensesame.kms.secret.SecretVersion;
import io.opensesame.kms.tag.ListTagResourcesRequest;
import io.opensesame.kms.tag.ResourceTag;
import io.opensesame.kms.tag.ResourceType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class PagingTest {
    private static String page(IntStream secrets, int totalCount) {
        String list = secrets.mapToObj(i -> "{\"SecretName\":\"s" + i
                        + "\",\"CreateTime\":\"2024-01-08T10:50:05Z\",\"UpdateTime\":\"2024-01-08T10:50:05Z\"}")
                .collect(Collectors.joining(","));
        return "{\"SecretList\":{\"Secret\":[" + list + "]},\"TotalCount\":" + totalCount + "}";
    }

    private static int pageNumber(RpcCall call) {
        return Integer.parseInt(call.parameters().getOrDefault("PageNumber", "1"));
    }

    /** A service that has {@code count} secrets and says that it has {@code counted}. */
    private static FakeTransport service(int count, int counted) {
        return new FakeTransport(call -> {
            int size = Integer.parseInt(call.parameters().get("PageSize"));
            int from = (pageNumber(call) - 1) * size;
            return page(IntStream.range(from, Math.min(count, from + size)), counted);
        });
    }

    private static Stream<String> names(FakeTransport transport, ListSecretsRequest request) {
        return transport.client().secrets().listAllSecrets(request).map(SecretSummary::secretName);
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "1, 1, 1",
        "9, 9, 1",
        "10, 10, 2",
        "25, 25, 3",
        // counted wrongly: none, too few, too many
        "25, 0, 3",
        "25, 3, 3",
        "25, 9999, 4"
    })
    void listAllSecrets_anyCount_givesEachOnceAndEnds(int count, int counted, int calls) {
        FakeTransport transport = service(count, counted);

        assertThat(names(transport, ListSecretsRequest.builder().build())).containsExactlyElementsOf(expected(count));

        assertThat(transport.calls()).hasSize(calls);
    }

    @Test
    void listAllSecrets_notYetConsumed_asksForNothing() {
        FakeTransport transport = service(25, 25);

        Stream<String> names = names(transport, ListSecretsRequest.builder().build());

        assertThat(transport.calls()).isEmpty();
        assertThat(names.findFirst()).contains("s0");
    }

    @Test
    void listAllSecrets_firstPageIsEnough_asksForNoOther() {
        FakeTransport transport = service(25, 25);

        List<String> firstTen =
                names(transport, ListSecretsRequest.builder().build()).limit(10).toList();

        assertThat(firstTen).hasSize(10);
        assertThat(transport.calls()).hasSize(1);
    }

    @Test
    void listAllSecrets_laterPages_keepTheRequestsOptions() {
        FakeTransport transport = service(5, 5);
        ListSecretsRequest request = ListSecretsRequest.builder()
                .pageNumber(2)
                .pageSize(2)
                .fetchTags(true)
                .filter(SecretFilter.TAG_KEY, "team")
                .build();

        assertThat(names(transport, request)).containsExactly("s2", "s3", "s4");

        assertThat(transport.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.parameters())
                        .containsEntry("PageSize", "2")
                        .containsEntry("FetchTags", "true")
                        .containsKey("Filters"));
        assertThat(transport.calls().get(1).parameters()).containsEntry("PageNumber", "3");
    }

    @Test
    void listAllSecrets_serviceRepeatsAPageForEver_ends() {
        FakeTransport transport = new FakeTransport(call -> page(IntStream.range(0, 10), 1000));

        assertThat(names(transport, ListSecretsRequest.builder().build())).containsExactlyElementsOf(expected(10));

        assertThat(transport.calls()).hasSize(2);
    }

    @Test
    void listAllSecrets_secretMovesToTheNextPage_isGivenOnce() {
        FakeTransport transport = new FakeTransport(
                call -> pageNumber(call) == 1 ? page(IntStream.range(0, 10), 12) : page(IntStream.range(9, 12), 12));

        assertThat(names(transport, ListSecretsRequest.builder().build())).containsExactlyElementsOf(expected(12));
    }

    @Test
    void listAllSecrets_serviceCapsThePageSize_goesOn() {
        FakeTransport transport = new FakeTransport(call -> {
            int from = (pageNumber(call) - 1) * 4;
            return page(IntStream.range(from, Math.min(10, from + 4)), 0)
                    .replace("{\"SecretList", "{\"PageSize\":4,\"SecretList");
        });

        assertThat(names(transport, ListSecretsRequest.builder().pageSize(100).build()))
                .containsExactlyElementsOf(expected(10));
    }

    @Test
    void listAllSecrets_laterPageFails_streamFailsThere() {
        FakeTransport transport = new FakeTransport(call -> {
            if (pageNumber(call) == 2) {
                throw new IllegalStateException("page 2 is down");
            }
            return page(IntStream.range(0, 10), 20);
        });
        Stream<String> names = names(transport, ListSecretsRequest.builder().build());

        assertThatThrownBy(names::toList).hasMessage("page 2 is down");
    }

    @Test
    void listAllSecretVersionIds_twoPages_givesAllVersions() {
        FakeTransport transport = new FakeTransport(call -> "{\"SecretName\":\"a\",\"TotalCount\":3,\"VersionIds\":{"
                + "\"VersionId\":"
                + (pageNumber(call) == 1
                        ? "[{\"VersionId\":\"v1\"},{\"VersionId\":\"v2\"}]"
                        : "[{\"VersionId\":\"v3\"}]")
                + "}}");
        ListSecretVersionIdsRequest request = ListSecretVersionIdsRequest.builder()
                .secretName("a")
                .includeDeprecated(true)
                .pageSize(2)
                .build();

        assertThat(transport.client().secrets().listAllSecretVersionIds(request).map(SecretVersion::versionId))
                .containsExactly("v1", "v2", "v3");

        assertThat(transport.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.parameters())
                        .containsEntry("SecretName", "a")
                        .containsEntry("IncludeDeprecated", "true"));
    }

    private static final ListTagResourcesRequest TAGS = ListTagResourcesRequest.builder()
            .regionId("cn-hangzhou")
            .resourceType(ResourceType.SECRET)
            .resourceIds("a")
            .tag("team", "pay")
            .build();

    private static Stream<String> tagKeys(Function<String, String> pageByToken, FakeTransport[] used) {
        used[0] = new FakeTransport(
                (RpcCall call) -> pageByToken.apply(call.parameters().getOrDefault("NextToken", "")));
        return used[0].client().tags().listAllTagResources(TAGS).map(ResourceTag::key);
    }

    private static String tagPage(String key, String nextToken) {
        String rows = key.isEmpty()
                ? ""
                : "{\"ResourceId\":\"a\",\"ResourceType\":\"secret\",\"TagKey\":\"" + key + "\",\"TagValue\":\"v\"}";
        return "{\"TagResources\":{\"TagResource\":[" + rows + "]},\"NextToken\":\"" + nextToken + "\"}";
    }

    @Test
    void listAllTagResources_emptyPageInBetween_goesOnToTheEnd() {
        FakeTransport[] used = new FakeTransport[1];

        Stream<String> keys = tagKeys(
                token -> switch (token) {
                    case "" -> tagPage("k1", "t1");
                    case "t1" -> tagPage("", "t2");
                    default -> tagPage("k2", "");
                },
                used);

        assertThat(keys).containsExactly("k1", "k2");
        assertThat(used[0].calls())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.parameters())
                        .containsEntry("ResourceId.1", "a")
                        .containsEntry("Tag.1.Key", "team"));
    }

    @Test
    void listAllTagResources_tokenRepeatedForEver_ends() {
        FakeTransport[] used = new FakeTransport[1];

        Stream<String> keys = tagKeys(token -> tagPage("", "t1"), used);

        assertThat(keys).isEmpty();
        assertThat(used[0].calls()).hasSize(2);
    }
}
