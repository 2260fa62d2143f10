package io.opensesame.internal.kms;

import static org.assertj.core.api.Assertions.assertThat;

import io.opensesame.kms.alias.Alias;
import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.DeleteAliasRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdResponse;
import io.opensesame.kms.alias.ListAliasesRequest;
import io.opensesame.kms.alias.ListAliasesResponse;
import io.opensesame.kms.alias.UpdateAliasRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class AliasOperationsTest {
    private static final String PAGE = """
            {"Aliases":{"Alias":[{"KeyId":"key-1","AliasName":"alias/#","AliasArn":"acs:kms:r:12:alias/#"}]},
             "PageNumber":2,"PageSize":1,"TotalCount":3,"RequestId":"r-1"}""";

    private final FakeTransport transport =
            new FakeTransport(call -> PAGE.replace("#", "a" + call.parameters().getOrDefault("PageNumber", "")));
    private final AliasOperations aliases = transport.client().aliases();

    @Test
    void createAlias_call_isAboutTheAlias() {
        assertThat(aliases.createAlias(CreateAliasRequest.of("alias/orders", "key-1"))
                        .requestId())
                .isEqualTo("r-1");

        assertThat(transport.onlyCall().action()).isEqualTo("CreateAlias");
        assertThat(transport.onlyCall().resource()).isEqualTo("alias/orders");
        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("AliasName", "alias/orders", "KeyId", "key-1"));
    }

    @Test
    void updateAlias_call_isAboutTheAlias() {
        assertThat(aliases.updateAlias(UpdateAliasRequest.of("alias/orders", "key-2"))
                        .requestId())
                .isEqualTo("r-1");

        assertThat(transport.onlyCall().action()).isEqualTo("UpdateAlias");
        assertThat(transport.onlyCall().resource()).isEqualTo("alias/orders");
        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("AliasName", "alias/orders", "KeyId", "key-2"));
    }

    @Test
    void deleteAlias_call_isAboutTheAlias() {
        assertThat(aliases.deleteAlias(DeleteAliasRequest.of("alias/orders")).requestId())
                .isEqualTo("r-1");

        assertThat(transport.onlyCall().action()).isEqualTo("DeleteAlias");
        assertThat(transport.onlyCall().resource()).isEqualTo("alias/orders");
        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("AliasName", "alias/orders"));
    }

    @Test
    void listAliases_page_isRead() {
        ListAliasesResponse page = aliases.listAliases(
                ListAliasesRequest.builder().pageNumber(2).pageSize(1).build());

        assertThat(page.aliases()).containsExactly(new Alias("alias/a2", "key-1", "acs:kms:r:12:alias/a2"));
        assertThat(page.pageNumber()).isEqualTo(2);
        assertThat(page.pageSize()).isEqualTo(1);
        assertThat(page.totalCount()).isEqualTo(3);
        assertThat(transport.onlyCall().parameters()).isEqualTo(Map.of("PageNumber", "2", "PageSize", "1"));
    }

    @Test
    void listAliasesByKeyId_page_isRead() {
        ListAliasesByKeyIdResponse page = aliases.listAliasesByKeyId(ListAliasesByKeyIdRequest.of("key-1"));

        assertThat(page.aliases()).extracting(Alias::aliasName).containsExactly("alias/a1");
        assertThat(page.totalCount()).isEqualTo(3);
        assertThat(page.requestId()).isEqualTo("r-1");
        assertThat(transport.onlyCall().resource()).isEqualTo("key-1");
        assertThat(transport.onlyCall().parameters())
                .isEqualTo(Map.of("KeyId", "key-1", "PageNumber", "1", "PageSize", "10"));
    }

    @Test
    void listAllAliases_pages_areWalkedAsTheyAreNeeded() {
        assertThat(aliases.listAllAliases(
                                ListAliasesRequest.builder().pageSize(1).build())
                        .map(Alias::aliasName)
                        .limit(3))
                .containsExactly("alias/a1", "alias/a2", "alias/a3");

        assertThat(transport.calls()).hasSize(3);
    }

    @Test
    void listAllAliasesByKeyId_pages_keepTheKey() {
        ListAliasesByKeyIdRequest request =
                ListAliasesByKeyIdRequest.builder().keyId("key-1").pageSize(1).build();

        assertThat(aliases.listAllAliasesByKeyId(request).limit(2)).hasSize(2);

        assertThat(transport.calls())
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.parameters()).containsEntry("KeyId", "key-1"));
    }

    @Test
    void describeRegions_answer_isAListOfIds() {
        FakeTransport regions = FakeTransport.answering("""
                {"Regions":{"Region":[{"RegionId":"cn-hangzhou"},{"RegionId":"eu-central-1"}]},"RequestId":"r-1"}""");

        assertThat(regions.client().describeRegions()).containsExactly("cn-hangzhou", "eu-central-1");

        assertThat(regions.onlyCall().action()).isEqualTo("DescribeRegions");
        assertThat(regions.onlyCall().parameters()).isEmpty();
    }
}
