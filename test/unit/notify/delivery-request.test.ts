import { describe, expect, it } from 'vitest';
import { deliveryRequest } from '../../../server/notify/delivery-request.ts';
import { readEndpoints } from '../../../server/notify/notification-delivery.ts';

const document = { EventDocVersion: '2014-08-15', Events: [] };
const entry = { id: 'e1', at: Date.UTC(2026, 0, 2, 3, 4, 5), document };

describe('[8.1] what an endpoint gets', () => {
  it('for a queue: the document', () => {
    const { headers, body } = deliveryRequest({ ...entry, to: 'https://sqs.us-east-1.amazonaws.com/1/q' });
    expect(JSON.parse(body)).toEqual(document);
    expect(headers['content-type']).toBe('application/json');
  });

  it("for a topic: SNS's envelope, the document as text in it", () => {
    const to = 'arn:aws:sns:us-east-1:1:t';
    const { headers, body } = deliveryRequest({ ...entry, to });
    const envelope = JSON.parse(body);
    expect(envelope).toEqual({
      Type: 'Notification',
      MessageId: 'e1',
      TopicArn: to,
      Message: expect.any(String),
      Timestamp: '2026-01-02T03:04:05.000Z',
    });
    expect(JSON.parse(envelope.Message)).toEqual(document);
    expect(headers['x-amz-sns-message-type']).toBe('Notification');
  });
});

describe('--notify', () => {
  it('names the endpoint of a queue or a topic', () => {
    expect(
      readEndpoints([
        'https://sqs.example/1/q=http://127.0.0.1:9/a?b=http://c',
        'arn:aws:sns:r:1:t=https://x/',
      ]),
    ).toEqual([
      { destination: 'https://sqs.example/1/q', url: 'http://127.0.0.1:9/a?b=http://c' },
      { destination: 'arn:aws:sns:r:1:t', url: 'https://x/' },
    ]);
  });
});
