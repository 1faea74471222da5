import { maskSecrets } from '../wire/mask-secrets.ts';

/** The steps of a connection check, in their order. */
export type CheckStepId =
  | 'settings'
  | 'key'
  | 'transport'
  | 'proxy'
  | 'dns'
  | 'tcp'
  | 'proxy-tls'
  | 'tunnel'
  | 'tls'
  | 'http'
  | 'accepted'
  | 'models'
  | 'first-byte'
  | 'first-token';

/** How a step stands, in words that the report shows. */
export type CheckState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped' | 'not reached';

/** One step of a check. */
export interface CheckStep {
  readonly id: CheckStepId;
  state: CheckState;
  /** How long it took, where that says anything. */
  ms?: number;
  /** What was found, and for a failure what to do; each one sentence or line. */
  lines: string[];
}

const titles: Readonly<Record<CheckStepId, string>> = {
  settings: 'Settings',
  key: 'API key',
  transport: 'Transport',
  proxy: 'Proxy',
  dns: 'Name lookup (DNS)',
  tcp: 'Connection (TCP)',
  'proxy-tls': 'TLS to the proxy',
  tunnel: 'Proxy CONNECT',
  tls: 'TLS',
  http: 'HTTP',
  accepted: 'Key accepted',
  models: 'Models',
  'first-byte': 'First byte',
  'first-token': 'First token',
};

/** The steps before anything was done. */
export function waitingSteps(): CheckStep[] {
  const ids = Object.keys(titles) as CheckStepId[];
  return ids.map(id => ({ id, state: 'waiting', lines: [] }));
}

/** How a check stands as a whole, in one sentence. */
export function checkSummary(steps: readonly CheckStep[]): string {
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed) return `Failed at: ${titles[failed.id]}.`;
  if (steps.some(({ state }) => state === 'waiting' || state === 'running')) return 'Checking…';
  if (steps.some(({ state }) => state === 'not reached')) return 'Cancelled.';
  const warnings = steps.filter(({ state }) => state === 'warning').map(({ id }) => titles[id]);
  return warnings.length > 0 ? `Works, but look at: ${warnings.join(', ')}.` : 'Everything works.';
}

/** What a report is about, and where it was made. */
export interface ReportHead {
  /** One line each. */
  lines: readonly string[];
  /** Texts that must not show. */
  secrets: readonly string[];
}

/**
 * The report as plain text, without secrets: no key, no header that may be a credential, no user name or password of an
 * address, no name of a home directory. States are words, so that it reads the same for eyes, ears and bug reports.
 */
export function reportText({ lines, secrets }: ReportHead, steps: readonly CheckStep[]): string {
  const text = [...lines, checkSummary(steps), '', ...steps.flatMap(stepLines)].join('\n');
  return `${withoutNames(maskSecrets(text, secrets))}\n`;
}

const stateWidth = 'not reached'.length;
const titleWidth = Math.max(...Object.values(titles).map(title => title.length));

function stepLines({ id, state, ms, lines }: CheckStep): string[] {
  const word = state === 'failed' ? 'FAILED' : state;
  const time = ms === undefined ? '' : `${Math.round(ms)} ms`;
  const indent = ' '.repeat(stateWidth + 2);
  const head = `${word.padEnd(stateWidth)}  ${titles[id].padEnd(titleWidth)}  ${time.padStart(8)}`;
  return [head.trimEnd(), ...lines.map(line => `${indent}${line.replaceAll(/\s*\n\s*/g, ' ')}`)];
}

/** Without what names the user: logins in addresses, and home directories in paths. */
function withoutNames(text: string): string {
  return text
    .replaceAll(/(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@“”]+@/gi, '…@')
    .replaceAll(/(?:\/home\/|\/Users\/|\b[A-Z]:\\Users\\)[^\s/\\“”]+/g, '~');
}
