package io.opensesame.internal.kms;

import io.opensesame.kms.KmsClient;
import io.opensesame.kms.alias.Alias;
import io.opensesame.kms.alias.AliasOperations;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.CreateAliasResponse;
import io.opensesame.kms.alias.DeleteAliasRequest;
import io.opensesame.kms.alias.DeleteAliasResponse;
import io.opensesame.kms.alias.ListAliasesByKeyIdRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdResponse;
import io.opensesame.kms.alias.ListAliasesRequest;
import io.opensesame.kms.alias.ListAliasesResponse;
import io.opensesame.kms.alias.UpdateAliasRequest;
import io.opensesame.kms.alias.UpdateAliasResponse;
import java.util.stream.Stream;

/** {@link AliasOperations} by way of the client's one door. */
final class ClientAliasOperations implements AliasOperations {
    private final KmsClient client;

    ClientAliasOperations(KmsClient client) {
        this.client = client;
    }

    @Override
    public CreateAliasResponse createAlias(CreateAliasRequest request) {
        return client.send(request);
    }

    @Override
    public UpdateAliasResponse updateAlias(UpdateAliasRequest request) {
        return client.send(request);
    }

    @Override
    public DeleteAliasResponse deleteAlias(DeleteAliasRequest request) {
        return client.send(request);
    }

    @Override
    public ListAliasesResponse listAliases(ListAliasesRequest request) {
        return client.send(request);
    }

    @Override
    public ListAliasesByKeyIdResponse listAliasesByKeyId(ListAliasesByKeyIdRequest request) {
        return client.send(request);
    }

    @Override
    public Stream<Alias> listAllAliases(ListAliasesRequest request) {
        return Pages.stream(() -> page(request), Alias::aliasName);
    }

    private Page<Alias> page(ListAliasesRequest request) {
        ListAliasesResponse answer = listAliases(request);
        return Page.numbered(
                answer.aliases(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }

    @Override
    public Stream<Alias> listAllAliasesByKeyId(ListAliasesByKeyIdRequest request) {
        return Pages.stream(() -> page(request), Alias::aliasName);
    }

    private Page<Alias> page(ListAliasesByKeyIdRequest request) {
        ListAliasesByKeyIdResponse answer = listAliasesByKeyId(request);
        return Page.numbered(
                answer.aliases(),
                request.pageNumber(),
                request.pageSize(),
                answer.pageSize(),
                answer.totalCount(),
                number -> page(request.atPage(number)));
    }
}
