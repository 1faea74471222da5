/** What of a URL may be a credential: it must not show where the URL does. */

const secretParameter = /(?:^|[-_.])(?:(?:api|access|auth)?(?:key|token)|auth|code|password|secret|sig|signature)$/i;

/** Whether a parameter in a URL's query may be a credential, such as `key` or `sig`. */
export function isSecretParameter(name: string): boolean {
  return secretParameter.test(name);
}

/** The URL without user name and password, with every value of its query that may be a credential replaced. */
export function withoutCredentials(url: URL, replace: (name: string) => string): URL {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  for (const name of new Set(shown.searchParams.keys())) {
    if (isSecretParameter(name)) shown.searchParams.set(name, replace(name));
  }
  return shown;
}

/** What of a URL may be a credential, as it is and as the URL writes it. */
export function secretsOfUrl(url: URL): string[] {
  const values = [...url.searchParams].filter(([name]) => isSecretParameter(name)).map(([, value]) => value);
  return [...values, ...values.map(encodeURIComponent), url.password, decoded(url.password)];
}

/** What is not percent-encoded properly was meant as it stands. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
