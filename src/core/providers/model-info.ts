/** What is known of a model, as far as its provider says. */
export interface ModelInfo {
  id: string;
  /** A name for people, where it differs from the id. */
  label?: string;
  /** One or more sentences of the provider's; plain text, untrusted. */
  description?: string;
  /** Other ids of the same model. */
  aliases?: readonly string[];
  /** How much goes in and out in one request, in tokens. */
  contextTokens?: number;
  /** The longest answer, in tokens. */
  maxOutputTokens?: number;
  /** In US dollars for a million tokens. */
  inputPrice?: number;
  outputPrice?: number;
  /** What it can do; an ability that is absent is unknown, not missing. */
  abilities?: { images?: boolean; reasoning?: boolean; tools?: boolean };
}
