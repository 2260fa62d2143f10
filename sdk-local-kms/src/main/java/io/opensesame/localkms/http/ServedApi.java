package io.opensesame.localkms.http;

import io.opensesame.localkms.engine.call.ServiceApi;
import io.opensesame.localkms.fault.CloudService;

/**
 * One of the services behind the address.
 *
 * @param service which it is
 * @param api performs its operations
 * @param hostId the HostId of its error answers
 */
public record ServedApi(CloudService service, ServiceApi api, String hostId) {}
