/**
 * What every request to a server that speaks Anthropic's protocol needs besides the key.
 *
 * @see https://docs.claude.com/en/api/versioning
 */
export function anthropicHeaders(url: URL): Record<string, string> {
  return {
    'anthropic-version': '2023-06-01',
    // Without it Anthropic refuses a request that a browser sends, which VS Code for the Web is. The key is the user's own.
    ...(url.hostname === 'api.anthropic.com' ? { 'anthropic-dangerous-direct-browser-access': 'true' } : {}),
  };
}
