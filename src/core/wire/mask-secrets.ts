/** Shorter texts are no keys; masking them would only spoil the message. */
const minSecretLength = 6;

/** What keys of the known providers look like, also with their middle already starred out by the provider. */
const keyPatterns = [
  /\b(?:sk|pk|rk|gsk|xai|rqsty|hf|nvapi|csk|pplx|r8)[-_](?=\S*[\d*])[A-Za-z0-9_*-]{8,}/g,
  /\bAIza[A-Za-z0-9_*-]{10,}/g,
  /\bBearer\s+[A-Za-z0-9._~+/*-]{8,}=*/gi,
];

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
