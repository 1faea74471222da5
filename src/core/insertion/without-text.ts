import type { TextMachine } from './text-machine.ts';

/** Leaves out every occurrence of `unwanted`; holds back at most its beginning. */
export function createWithout(unwanted: string): TextMachine {
  let held = '';
  return {
    push(text) {
      const whole = (held + text).replaceAll(unwanted, '');
      const from = startOfEnd(whole, unwanted);
      held = whole.slice(from);
      return whole.slice(0, from);
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}

/** Where the longest end of the text begins that may become `unwanted`; the text's length if there is none. */
function startOfEnd(text: string, unwanted: string): number {
  const first = unwanted.charAt(0);
  for (let from = Math.max(0, text.length - unwanted.length + 1); from < text.length; from++) {
    if (text.charAt(from) === first && unwanted.startsWith(text.slice(from))) return from;
  }
  return text.length;
}
