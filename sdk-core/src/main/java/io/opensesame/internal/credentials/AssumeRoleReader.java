package io.opensesame.internal.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.auth.AssumeRoleSource;
import io.opensesame.auth.Credentials;
import io.opensesame.error.CredentialsException;
import io.opensesame.error.KmsServiceException;
import io.opensesame.error.OpenSesameException;
import io.opensesame.internal.http.RpcCall;
import io.opensesame.internal.http.RpcTransport;
import java.util.Map;

/** Assumes a RAM role through STS, signed with other credentials. */
final class AssumeRoleReader implements CredentialsReader {
    private final RoleSession session;
    private final RpcCall call;
    private final CloseableCredentialsProvider signer;
    private final RpcTransport transport;

    /** Takes over {@code signer}, and closes it. */
    AssumeRoleReader(AssumeRoleSource source, CloseableCredentialsProvider signer, CredentialsEnvironment environment) {
        this.session = RoleSession.of(
                source.roleArn(), source.sessionName(), source.duration(), source.policy(), source.sts(), environment);
        Map<String, String> parameters = session.parameters();
        source.externalId().ifPresent(id -> parameters.put("ExternalId", id));
        this.call = new RpcCall("AssumeRole", parameters, session.roleArn(), false);
        this.signer = signer;
        this.transport = environment.stsTransports().create(session.sts().uri(), RoleSession.API_VERSION, signer);
    }

    @Override
    public Credentials read() {
        JsonNode answer;
        try {
            answer = transport.send(call);
        } catch (KmsServiceException e) {
            throw new CredentialsException(
                    "STS refused the role " + session.roleArn() + ": " + e.getMessage() + advice(e.code()), e);
        } catch (OpenSesameException e) {
            throw new CredentialsException(
                    "The role " + session.roleArn() + " could not be assumed: " + e.getMessage(), e);
        }
        return CredentialsJson.fromStsAnswer("The answer of STS about the role " + session.roleArn(), answer);
    }

    private static String advice(String code) {
        if (code.startsWith("NoPermission")) {
            return " The role's trust policy must name the caller, and the caller needs permission for sts:AssumeRole.";
        }
        if (code.startsWith("EntityNotExist.Role")) {
            return " Check the account id and the name in the role's ARN.";
        }
        if (code.startsWith("InvalidParameter.DurationSeconds")) {
            return " The session may not be longer than the role's own limit.";
        }
        return "";
    }

    @Override
    public void close() {
        signer.close();
    }
}
