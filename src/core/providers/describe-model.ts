import type { ModelInfo } from './model-info.ts';

/** What is known of a model in a few words, such as “128k context · $3 in, $15 out per million tokens · images”. */
export function describeModel({ contextTokens, inputPrice, outputPrice, abilities }: ModelInfo): string {
  const parts = [
    contextTokens === undefined ? undefined : `${inThousands(contextTokens)} context`,
    priceInWords(inputPrice, outputPrice),
    [abilities?.images && 'images', abilities?.reasoning && 'reasoning', abilities?.tools && 'tools']
      .filter(Boolean)
      .join(', '),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Context lengths are round either in thousands or in multiples of 1,024. */
function inThousands(tokens: number): string {
  const thousand = tokens % 1000 !== 0 && tokens % 1024 === 0 ? 1024 : 1000;
  if (tokens >= thousand * thousand) return `${Number((tokens / thousand ** 2).toFixed(1))}M`;
  return tokens < thousand ? String(tokens) : `${Math.round(tokens / thousand)}k`;
}

function priceInWords(input: number | undefined, output: number | undefined): string | undefined {
  if (input === 0 && output === 0) return 'free';
  const parts = [
    input === undefined ? undefined : `$${dollars(input)} in`,
    output === undefined ? undefined : `$${dollars(output)} out`,
  ].filter(part => part !== undefined);
  return parts.length === 0 ? undefined : `${parts.join(', ')} per million tokens`;
}

function dollars(amount: number): string {
  return String(Number(amount.toPrecision(3)));
}

/** How long ago something was, such as “2 hours ago”. */
export function ageInWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${hours === 1 ? 'hour' : 'hours'} ago`;
  const days = Math.floor(hours / 24);
  return `${days} ${days === 1 ? 'day' : 'days'} ago`;
}
