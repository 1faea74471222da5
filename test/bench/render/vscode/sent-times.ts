import type { GatewayRequest } from '../../../support/gateway/gateway-request.ts';

/** Notes when each token of an answer is handed to the socket, in milliseconds since the epoch. */
export function noteSentTimes(request: GatewayRequest): number[] {
  const sent: number[] = [];
  const tokenWritten = request.tokenWritten.bind(request);
  request.tokenWritten = () => {
    sent.push(performance.timeOrigin + performance.now());
    tokenWritten();
  };
  return sent;
}

/** Which token completes each number of a text: the place in the list is the number. */
export function tokensOfNumbers(text: string, tokens: readonly string[]): number[] {
  const found: number[] = [];
  let token = 0;
  let end = tokens[0]?.length ?? 0;
  for (const match of text.matchAll(/\bn(\d+)n/gi)) {
    while (end < match.index + match[0].length && token < tokens.length - 1) {
      token++;
      end += tokens[token]?.length ?? 0;
    }
    found[Number(match[1])] = token;
  }
  return found;
}
