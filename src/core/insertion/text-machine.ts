/** A synchronous push machine from text to text. What it has put out stays: the output is append-only. */
export interface TextMachine {
  /** Takes the next piece, cut anywhere, and returns what is now certain. */
  push(text: string): string;
  /** No more comes: returns what was held back. */
  end(): string;
  /** Whether nothing that follows matters any more. */
  readonly done?: boolean;
}

/** Runs the machines one behind the other; done as soon as one of them is. */
export function chain(...machines: readonly TextMachine[]): TextMachine {
  return {
    push: text => machines.reduce((piece, machine) => machine.push(piece), text),
    end: () => machines.reduce((piece, machine) => machine.push(piece) + machine.end(), ''),
    get done() {
      return machines.some(machine => machine.done === true);
    },
  };
}

/** The source's text as the machine puts it out. Reading stops as soon as the machine is done. */
export async function* streamThrough(source: AsyncIterable<string>, machine: TextMachine): AsyncGenerator<string> {
  for await (const text of source) {
    const piece = machine.push(text);
    if (piece !== '') yield piece;
    if (machine.done) break;
  }
  const rest = machine.end();
  if (rest !== '') yield rest;
}
