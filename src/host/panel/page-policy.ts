/**
 * The content security policy of a panel's page: our own script and styles and nothing from anywhere else, since an image
 * loaded from another host could carry the conversation out.
 *
 * @param source where our own files are served, as a source of the policy
 */
export function pagePolicy(source: string, nonce: string): string {
  return [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    'img-src data:',
    // The nonce is for the styles of diagrams, made in a frame that inherits this policy.
    `style-src ${source} 'nonce-${nonce}'`,
    `font-src ${source}`,
    `script-src 'nonce-${nonce}'`,
    // No text can become markup or script, whatever mistake the page makes; `lit-html` makes the controls' own templates,
    // `runnel-diagram` the page of the sandboxed frame in which diagrams are drawn.
    "require-trusted-types-for 'script'",
    'trusted-types lit-html runnel-diagram',
  ].join('; ');
}
