import { pagePolicy } from '../../../src/host/panel/page-policy.ts';

/** What the page saw happen that must not happen. */
export interface Tripwires {
  /** What ran, what the policy had to stop, and what was loaded; empty when all is well. Begins anew each time. */
  tripped(): string[];
}

/**
 * Puts the policy of the panel's page on this one, for good, and watches. What is loaded later must have been loaded before:
 * scripts are allowed no more.
 */
export function setTripwires(): Tripwires {
  const ran: string[] = [];
  Object.assign(globalThis, { pwned: () => ran.push('a script ran'), alert: () => ran.push('alert was called') });
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    ran.push(`the policy stopped ${effectiveDirective} ${blockedURI} ${sample}`),
  );
  addEventListener('beforeunload', () => ran.push('the page was left'));
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  const keys = () => prototypes.map(prototype => Reflect.ownKeys(prototype).length).join(' ');
  const keysBefore = keys();

  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = pagePolicy(location.origin, 'hostile');
  document.head.append(meta);
  let known = performance.getEntriesByType('resource').length;

  return {
    tripped() {
      const entries = performance.getEntriesByType('resource');
      // The fonts of formulas lie beside our own style sheet.
      const loaded = entries.slice(known).filter(({ name }) => !/^https?:\/\/localhost[^?]*\.(?:woff2|css)/.test(name));
      known = entries.length;
      const found = [...ran.splice(0), ...loaded.map(({ name }) => `${name} was loaded`)];
      if (keys() !== keysBefore) found.push('a prototype was changed');
      return found;
    },
  };
}
