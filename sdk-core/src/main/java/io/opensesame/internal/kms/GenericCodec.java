package io.opensesame.internal.kms;

import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.wire.Answer;
import io.opensesame.kms.GenericRequest;
import io.opensesame.kms.GenericResponse;
import java.util.List;
import java.util.Map;

/** Writes calls by name, and hands their answers on as they are. */
final class GenericCodec {
    /** Parameters that say what a call is about, for messages; a call on an alias names its key besides. */
    private static final List<String> NAMING = List.of("SecretName", "AliasName", "KeyId", "CertificateId");

    private GenericCodec() {}

    static RpcCall write(GenericRequest request) {
        Map<String, String> parameters = request.exposeParameters();
        String resource = NAMING.stream()
                .filter(parameters::containsKey)
                .findFirst()
                .map(name -> parameters.getOrDefault(name, ""))
                .orElse("");
        return new RpcCall(request.action(), parameters, resource, request.isConfidential());
    }

    static GenericResponse read(Answer answer) {
        return GenericResponse.of(answer.action(), answer.json());
    }
}
