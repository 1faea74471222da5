/** What a language's extension says is wrong with a document. */
export interface Problem {
  /** Counted from 1. */
  line: number;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  /** Who says so, such as "ts". */
  source?: string;
  code?: string;
}

/** Most problems that go with a question, and most of what one of them says, in UTF-16 code units. */
const maxProblems = 50;
const maxMessageLength = 2000;

/** Problems as the model gets them, one after another. They are others' words: data beside a question. */
export function problemsText(problems: readonly Problem[]): string {
  return problems.slice(0, maxProblems).map(problemText).join('\n');
}

function problemText({ line, severity, message, source, code }: Problem): string {
  const name = [source, code].filter(Boolean).join(' ');
  const words = message.trim();
  const shown = words.length > maxMessageLength ? `${words.slice(0, maxMessageLength)}…` : words;
  // A message of several lines goes on behind its own first.
  return `line ${line}: ${severity}${name === '' ? '' : ` (${name})`}: ${shown.replaceAll(/\r\n?|\n/g, '\n  ')}`;
}
