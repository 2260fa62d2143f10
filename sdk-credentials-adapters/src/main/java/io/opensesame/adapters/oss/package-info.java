/** Credentials for clients of Object Storage Service, by {@code aliyun-sdk-oss}. */
@NullMarked
package io.opensesame.adapters.oss;

import org.jspecify.annotations.NullMarked;
