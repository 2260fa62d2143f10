package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Parameters;
import io.opensesame.kms.alias.CreateAliasRequest;
import io.opensesame.kms.alias.DeleteAliasRequest;
import io.opensesame.kms.alias.ListAliasesByKeyIdRequest;
import io.opensesame.kms.alias.ListAliasesRequest;
import io.opensesame.kms.alias.UpdateAliasRequest;

/** Writes the requests on aliases as calls. */
final class AliasRequests {
    private AliasRequests() {}

    static RpcCall write(CreateAliasRequest request) {
        return new Parameters("CreateAlias")
                .set("AliasName", request.aliasName())
                .set("KeyId", request.keyId())
                .call(request.aliasName());
    }

    static RpcCall write(UpdateAliasRequest request) {
        return new Parameters("UpdateAlias")
                .set("AliasName", request.aliasName())
                .set("KeyId", request.keyId())
                .call(request.aliasName());
    }

    static RpcCall write(DeleteAliasRequest request) {
        return new Parameters("DeleteAlias")
                .set("AliasName", request.aliasName())
                .call(request.aliasName());
    }

    static RpcCall write(ListAliasesRequest request) {
        return new Parameters("ListAliases")
                .setPage(request.pageNumber(), request.pageSize())
                .call();
    }

    static RpcCall write(ListAliasesByKeyIdRequest request) {
        return new Parameters("ListAliasesByKeyId")
                .set("KeyId", request.keyId())
                .setPage(request.pageNumber(), request.pageSize())
                .call(request.keyId());
    }
}
