import * as vscode from 'vscode';
import { createContinuationReader } from '../../core/insertion/continuation.ts';
import type { SourceReader } from '../../core/insertion/source-reader.ts';
import type { TextMachine } from '../../core/insertion/text-machine.ts';
import { DocumentWriter } from './document-writer.ts';
import type { InsertionResult } from './insertion-result.ts';
import { runInsertion } from './insertion-run.ts';
import { RangeMark } from './range-mark.ts';

/** How far a source was read that broke off. */
export interface BrokenReading {
  reader: SourceReader;
  /** What fits the text to each place. */
  fitters: readonly TextMachine[];
}

/**
 * An insertion whose source broke off. Its text is in the document, followed through the user's changes and marked until
 * it goes on, the user changes something where it ends, that end is deleted, the document is closed, or it is disposed of.
 */
export class BrokenInsertion implements vscode.Disposable {
  readonly #writer: DocumentWriter;
  readonly #reading: BrokenReading;
  readonly #mark = new RangeMark('broken-off');
  readonly #ended = new AbortController();
  readonly #listener: vscode.Disposable;

  /** @param writer what wrote it; it is disposed of with this. */
  constructor(writer: DocumentWriter, reading: BrokenReading) {
    this.#writer = writer;
    this.#reading = reading;
    writer.onChange = () => this.#look();
    this.#listener = vscode.window.onDidChangeVisibleTextEditors(() => this.#look());
    writer.forgetTouches();
    this.#look();
  }

  get document(): vscode.TextDocument {
    return this.#writer.document;
  }

  /** What was written at each place that is still there; never empty until {@link ended}. */
  get ranges(): readonly vscode.Range[] {
    return this.#writer.ranges;
  }

  /** Aborted when it cannot go on any more. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /**
   * Writes the rest, from another source, behind what is there, as an undo step of its own. Ends this: if the new source
   * breaks off, too, the result tells where.
   *
   * @param signal ends the insertion at once; what is in the document stays.
   */
  async resume(source: AsyncIterable<string>, signal?: AbortSignal): Promise<InsertionResult> {
    const { document, editor, ranges, liveIndexes } = this.#writer;
    const { reader, fitters } = this.#reading;
    const ends = ranges.map(({ end }) => new vscode.Range(end, end));
    const remaining = fitters.filter((_, index) => liveIndexes.includes(index));
    this.dispose();
    return await runInsertion({
      startWriter: onChange => new DocumentWriter(document, editor, ends, onChange),
      reader: createContinuationReader(reader),
      fittersFor: () => remaining,
      source,
      signal,
      isContinuation: true,
    });
  }

  dispose(): void {
    this.#listener.dispose();
    this.#mark.dispose();
    this.#writer.dispose();
    this.#ended.abort();
  }

  #look(): void {
    const { obstacle, isEndTouched, document, ranges, foreignChanges } = this.#writer;
    if (obstacle || isEndTouched) this.dispose();
    else this.#mark.show(document, ranges, foreignChanges);
  }
}
