package io.opensesame.internal.kms;

import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.alias.Alias;
import io.opensesame.kms.alias.CreateAliasResponse;
import io.opensesame.kms.alias.DeleteAliasResponse;
import io.opensesame.kms.alias.ListAliasesByKeyIdResponse;
import io.opensesame.kms.alias.ListAliasesResponse;
import io.opensesame.kms.alias.UpdateAliasResponse;
import java.util.List;

/** Reads the answers on aliases. */
final class AliasAnswers {
    private AliasAnswers() {}

    static CreateAliasResponse createAlias(Answer answer) {
        return new CreateAliasResponse(answer.requestId());
    }

    static UpdateAliasResponse updateAlias(Answer answer) {
        return new UpdateAliasResponse(answer.requestId());
    }

    static DeleteAliasResponse deleteAlias(Answer answer) {
        return new DeleteAliasResponse(answer.requestId());
    }

    static ListAliasesResponse listAliases(Answer answer) {
        return new ListAliasesResponse(
                aliases(answer),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    static ListAliasesByKeyIdResponse listAliasesByKeyId(Answer answer) {
        return new ListAliasesByKeyIdResponse(
                aliases(answer),
                answer.integer("PageNumber"),
                answer.integer("PageSize"),
                answer.integer("TotalCount"),
                answer.requestId());
    }

    private static List<Alias> aliases(Answer answer) {
        return answer.objects(
                "Aliases",
                "Alias",
                alias -> new Alias(alias.text("AliasName"), alias.text("KeyId"), alias.text("AliasArn")));
    }
}
