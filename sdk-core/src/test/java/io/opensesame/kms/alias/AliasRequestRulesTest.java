package io.opensesame.kms.alias;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AliasRequestRulesTest {
    private static Arguments broken(String message, Supplier<?> request) {
        return arguments(message, request);
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                broken("an alias begins with alias/", () -> CreateAliasRequest.of("orders", "key-1")),
                broken("an alias begins with alias/", () -> CreateAliasRequest.of("key-1", "alias/orders")),
                broken("the service's own", () -> CreateAliasRequest.of("alias/acs/orders", "key-1")),
                broken("not an alias", () -> CreateAliasRequest.of("alias/orders", "alias/other")),
                broken("the service's own", () -> UpdateAliasRequest.of("alias/acs/orders", "key-1")),
                broken("not an alias", () -> UpdateAliasRequest.of("alias/orders", "alias/other")),
                broken("the service's own", () -> DeleteAliasRequest.of("alias/acs/orders")),
                broken("after alias/; got 0", () -> DeleteAliasRequest.of("alias/")),
                broken("not an alias", () -> ListAliasesByKeyIdRequest.of("alias/orders")),
                broken(
                        "keyId is needed",
                        () -> ListAliasesByKeyIdRequest.builder().build()),
                broken(
                        "pageNumber is at least 1; got 0",
                        () -> ListAliasesRequest.builder().pageNumber(0)),
                broken(
                        "pageSize is between 1 and 100; got 101",
                        () -> ListAliasesRequest.builder().pageSize(101)),
                broken(
                        "pageSize is between 1 and 100; got 0",
                        () -> ListAliasesByKeyIdRequest.builder().pageSize(0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void brokenRules(String message, Supplier<?> request) {
        assertThatIllegalArgumentException().isThrownBy(request::get).withMessageContaining(message);
    }
}
