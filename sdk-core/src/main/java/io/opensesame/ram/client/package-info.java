/** The operations of RAM and STS that following and managing AccessKeys needs. Start at {@link RamClient}. */
@NullMarked
package io.opensesame.ram.client;

import org.jspecify.annotations.NullMarked;
