package io.opensesame.localkms.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.opensesame.localkms.engine.call.Json;

/** The value of a database secret: {@code {"AccountName":"","AccountPassword":""}}. */
final class AccountLogin {
    private static final String PARAMETER = "SecretData";

    private AccountLogin() {}

    static String of(String accountName, String accountPassword) {
        return Json.object()
                .put("AccountName", accountName)
                .put("AccountPassword", accountPassword)
                .toString();
    }

    static String check(JsonNode account) {
        return of(Json.text(PARAMETER, account, "AccountName"), Json.text(PARAMETER, account, "AccountPassword"));
    }

    static String accountNameIn(SecretVersion version) {
        return Json.text(PARAMETER, Json.readObject(PARAMETER, version.exposeData()), "AccountName");
    }
}
