package io.opensesame.localkms.http.signature;

import io.opensesame.localkms.engine.identity.AccessKey;
import java.util.Map;

/**
 * What a signature proves of a request.
 *
 * @param accessKey who signed it
 * @param parameters the parameters that the signature covers, in a map of the receiver's own
 */
public record ProvenRequest(AccessKey accessKey, Map<String, String> parameters) {}
