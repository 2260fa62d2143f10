/** Credentials for the vendor's classic clients, on {@code aliyun-java-sdk-core}. */
@NullMarked
package io.opensesame.adapters.core;

import org.jspecify.annotations.NullMarked;
