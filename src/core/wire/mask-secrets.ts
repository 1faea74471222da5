import type { StreamError } from '../delta.ts';
import { secretsOfUrl } from './url-secrets.ts';
import type { Endpoint } from './wire-format.ts';

/** Shorter texts are no keys; masking them would only spoil the message. */
const minSecretLength = 6;

/** A header's value shorter than this is no credential, and likely a word that messages need. */
const minHeaderSecretLength = 8;

/**
 * What keys of the known providers look like, also with their middle already starred out by the provider. How far is looked
 * ahead is bounded: a server may send megabytes of beginnings.
 */
const keyPatterns = [
  /\b(?:sk|pk|rk|gsk|xai|rqsty|hf|nvapi|csk|pplx|r8)[-_](?=\S{0,200}[\d*])[A-Za-z0-9_*-]{8,}/g,
  /\bAIza[A-Za-z0-9_*-]{10,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/*-]{8,}=*/gi,
];

/**
 * The texts of an endpoint that must not show in a message: its key, and what may be a credential in its headers and its
 * address.
 */
export function secretsOf({ apiKey, headers = {}, baseUrl }: Endpoint): string[] {
  // "Bearer abc": a server may repeat the whole or only what follows the scheme.
  const values = Object.values(headers).flatMap(value => [value, value.trim().replace(/^\S+\s+/, '')]);
  const url = URL.parse(baseUrl.trim());
  const inAddress = url ? secretsOfUrl(url) : [];
  return [
    ...(apiKey ? [apiKey] : []),
    ...inAddress,
    ...values.filter(value => value.trim().length >= minHeaderSecretLength),
  ];
}

/** The error without any of `secrets` in what is shown of it. */
export function maskError<Shown extends StreamError>(error: Shown, secrets: readonly string[]): Shown {
  const masked = { ...error, message: maskSecrets(error.message, secrets) };
  if (error.requestId !== undefined) masked.requestId = maskSecrets(error.requestId, secrets);
  return masked;
}

/** Replaces in `text` every one of `secrets`, and whatever else looks like an API key. */
export function maskSecrets(text: string, secrets: readonly string[] = []): string {
  let masked = text;
  // The longest first, so that a secret that holds another one is not left in part.
  for (const secret of secrets.toSorted((first, second) => second.length - first.length)) {
    const trimmed = secret.trim();
    if (trimmed.length >= minSecretLength) masked = masked.replaceAll(trimmed, '(key)');
  }
  for (const pattern of keyPatterns) masked = masked.replace(pattern, '(key)');
  return masked;
}
