import type { OutboxRecord } from '../contract/records.ts';

export interface DeliveryRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * What an endpoint gets that stands in for a queue or a topic (8.1): for a queue the document itself, for a topic
 * the envelope and headers in which SNS posts it.
 */
export function deliveryRequest({
  id,
  at,
  to,
  document,
}: Pick<OutboxRecord, 'id' | 'at' | 'to' | 'document'>): DeliveryRequest {
  const message = JSON.stringify(document);
  if (!to.startsWith('arn:')) return { headers: { 'content-type': 'application/json' }, body: message };
  const envelope = {
    Type: 'Notification',
    MessageId: id,
    TopicArn: to,
    Message: message,
    Timestamp: new Date(at).toISOString(),
  };
  const headers = {
    'content-type': 'text/plain; charset=UTF-8',
    'x-amz-sns-message-type': 'Notification',
    'x-amz-sns-message-id': id,
    'x-amz-sns-topic-arn': to,
  };
  return { headers, body: JSON.stringify(envelope) };
}
