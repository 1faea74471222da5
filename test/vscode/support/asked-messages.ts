import type { GatewayRequest } from '../../support/gateway/gateway-request.ts';
import { isObject } from '../../support/gateway/gateway-request.ts';

/** The whole text of each message that the gateway was sent, in the format `openai-chat`. */
export function askedMessages({ body }: GatewayRequest): string[] {
  const messages = isObject(body) && Array.isArray(body['messages']) ? body['messages'] : [];
  return messages.map(message => (isObject(message) ? String(message['content']) : ''));
}
