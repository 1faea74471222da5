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

/**
 * How a check stands as a whole, in one line; of a failure with its reason in short.
 *
 * @param secrets texts that must not show
 */
export function checkSummary(steps: readonly CheckStep[], secrets: readonly string[]): string {
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed) return withoutSecrets(`Failed at: ${titles[failed.id]}. ${reasonInShort(failed)}`.trimEnd(), secrets);
  if (steps.some(({ state }) => state === 'waiting' || state === 'running')) return 'Checking…';
  if (steps.some(({ state }) => state === 'not reached')) return 'Cancelled.';
  const warnings = steps.filter(({ state }) => state === 'warning').map(({ id }) => titles[id]);
  return warnings.length > 0 ? `Works, but look at: ${warnings.join(', ')}.` : 'Everything works.';
}

/** Longest reason in a summary, in UTF-16 code units. */
const maxReasonLength = 120;

/** The first sentence of why a step failed, which its last line says. */
function reasonInShort({ lines }: CheckStep): string {
  const reason = inOneLine(lines.at(-1) ?? '');
  const sentence = /^.+?[.!?]”?(?=\s\p{Lu}|$)/u.exec(reason)?.[0] ?? reason;
  if (sentence.length <= maxReasonLength) return sentence;
  return `${sentence.slice(0, maxReasonLength).replace(/\s+\S*$/, '')}…`;
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
  // Masked before they are wrapped: a secret or a path with a blank in it would not be found in two pieces.
  const shown = (line: string) => withoutSecrets(line, secrets);
  const text = [
    ...lines.map(shown),
    checkSummary(steps, secrets),
    '',
    ...steps.flatMap(step => stepLines(step, shown)),
  ];
  return `${text.join('\n')}\n`;
}

const stateWidth = 'not reached'.length;
const titleWidth = Math.max(...Object.values(titles).map(title => title.length));

/** Longest line, in UTF-16 code units, words apart that are longer: what is behind it would be under VS Code's minimap. */
const maxLineLength = 90;

function stepLines({ id, state, ms, lines }: CheckStep, shown: (line: string) => string): string[] {
  const word = state === 'failed' ? 'FAILED' : state;
  const time = ms === undefined ? '' : `${Math.round(ms)} ms`;
  const indent = ' '.repeat(stateWidth + 2);
  const head = `${word.padEnd(stateWidth)}  ${titles[id].padEnd(titleWidth)}  ${time.padStart(8)}`;
  return [head.trimEnd(), ...lines.flatMap(line => wrapped(shown(inOneLine(line)), indent))];
}

/** A line as several, the ones after the first further in. */
function wrapped(line: string, indent: string): string[] {
  const out: string[] = [];
  let current = indent;
  let isEmpty = true;
  for (const word of line.split(' ')) {
    if (!isEmpty && current.length + 1 + word.length > maxLineLength) {
      out.push(current);
      current = `${indent}  `;
      isEmpty = true;
    }
    current += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...out, current];
}

function inOneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}

/** Without secrets, and without what names the user: logins in addresses, and home directories in paths. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return maskSecrets(text, secrets)
    .replaceAll(/(?<=\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@“”]+@/gi, '…@')
    .replaceAll(/(?:\/home\/|\/Users\/|\b[A-Z]:\\Users\\)[^\s/\\“”]+/g, '~');
}
