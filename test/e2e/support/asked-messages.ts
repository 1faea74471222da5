import { type GatewayRequest, isObject } from '../../support/gateway/gateway-request.ts';

/** The whole text of each message that the gateway was sent, in the format `openai-chat`. */
export function askedMessages({ body }: GatewayRequest): string[] {
  const messages = isObject(body) && Array.isArray(body['messages']) ? body['messages'] : [];
  return messages.map(message => (isObject(message) ? String(message['content']) : ''));
}

/** How many more tokens of an answer have to be sent until this is among what was sent. */
export function tokensUntil(request: GatewayRequest, text: string): number {
  const count = request.tokens.findIndex((_, index) => request.tokens.slice(0, index).join('').includes(text));
  if (count < 0) throw new Error(`The answer has no “${text}” before its last token.`);
  return count - request.tokensWritten;
}
