package io.opensesame.kms.key;

/**
 * The key is scheduled for deletion; DescribeKey tells the time.
 *
 * @param requestId the id under which KMS knows the call, or an empty string
 * @see "KMS API reference: ScheduleKeyDeletion"
 */
public record ScheduleKeyDeletionResponse(String requestId) {}
