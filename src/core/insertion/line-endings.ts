import type { TextMachine } from './text-machine.ts';

/** Turns every line ending (LF, CRLF, a lone CR) into `eol`, also where a piece ends between CR and LF. */
export function createLineEndings(eol: '\n' | '\r\n'): TextMachine {
  let afterCarriageReturn = false;
  return {
    push(text) {
      if (text === '') return '';
      // The line ending was put out with the CR already: its LF, if that is what comes, adds nothing.
      const rest = afterCarriageReturn && text.startsWith('\n') ? text.slice(1) : text;
      afterCarriageReturn = text.endsWith('\r');
      return rest.replace(/\r\n|\r|\n/g, eol);
    },
    end: () => '',
  };
}
