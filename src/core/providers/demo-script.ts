/** What the offline demo says. It is written by hand: there is no model behind it, and the first line says so. */

/** What the demo takes note of in a question. */
export interface DemoQuestion {
  /** What was attached, the first one if there are several. */
  attachment?: { label: string; startLine: string; endLine: string };
  languageId?: string;
  /** Whether an answer of code alone was asked for. */
  codeOnly: boolean;
}

const LABEL = '*Offline demo: not a model.*';

/** The demo's answer, as markdown. */
export function demoAnswer(question: DemoQuestion): string {
  if (question.codeOnly) return codeAnswer(question.languageId);
  return [LABEL, attachmentNote(question.attachment), TOUR].filter(part => part !== '').join('\n\n');
}

function attachmentNote(attachment: DemoQuestion['attachment']): string {
  if (!attachment) return '';
  const { label, startLine, endLine } = attachment;
  const lines = startLine === endLine ? `line ${startLine}` : `lines ${startLine} to ${endLine}`;
  return `You attached \`${label}\`, ${lines}. A model would now read that code and answer about it. This script cannot, but it shows how such an answer arrives.`;
}

const TOUR = `## What you are looking at

Runnel shows an answer **while it forms**. The text you are reading comes from a script inside the extension. It takes the same way as a real answer, though: small pieces, one after the other, at about the speed of a model. Nothing is sent anywhere.

## What you can do while it streams

- **Read.** Scroll up and the text stays where it is; *Newest* brings you back to the end.
- **Stop.** Press *Stop*. The connection is closed at once, and what has come stays.
- **Insert.** *Insert at Cursor* on a code block puts it into your file as it arrives. One undo takes all of it back.
- **Ask about code.** Select some lines and run *Runnel: Ask About Selection…*.
- **Write in place.** *Runnel: Generate at Cursor…* streams code to where the cursor is.

Try the buttons on this block:

\`\`\`ts
/** Calls \`task\` until it succeeds, at most \`attempts\` times. */
export async function retry<T>(task: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts) throw error;
    }
  }
}
\`\`\`

## The words under an answer

| Words | What they mean |
| --- | --- |
| connecting… | the connection is being made |
| waiting for the first token… | the request is sent, nothing has come back yet |
| reasoning… | the model thinks before it answers |
| streaming… | text is arriving |
| no data for 12 s… | nothing has come for so long; it is not yet given up |
| Retrying in 8 s | it failed before any text came and is tried again |
| stopped | you stopped it; the text so far is kept |

## How to ask a real model

1. Run *Runnel: Set API Key…* and choose a provider. The key is kept in VS Code's secret storage.
2. Run *Runnel: Select Model…* and choose a model.
3. Ask your question again.

A server on your own machine that speaks the OpenAI protocol works too, and needs no key.
`;

/** One short block, for the editor: a label in it would end up in the user's file, so it is a comment. */
function codeAnswer(languageId = ''): string {
  return languageId === 'python' ? PYTHON_CODE : TYPESCRIPT_CODE;
}

const TYPESCRIPT_CODE = `\`\`\`ts
// Offline demo: not a model.
export function greet(name: string): string {
  const trimmed = name.trim();
  return trimmed === '' ? 'Hello!' : \`Hello, \${trimmed}!\`;
}
\`\`\`
`;

const PYTHON_CODE = `\`\`\`python
# Offline demo: not a model.
def greet(name: str) -> str:
    trimmed = name.strip()
    return f"Hello, {trimmed}!" if trimmed else "Hello!"
\`\`\`
`;
