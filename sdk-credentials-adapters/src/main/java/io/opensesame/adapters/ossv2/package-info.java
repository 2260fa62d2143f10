/** Credentials for clients of Object Storage Service, by {@code alibabacloud-oss-v2}. */
@NullMarked
package io.opensesame.adapters.ossv2;

import org.jspecify.annotations.NullMarked;
