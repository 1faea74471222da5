import * as vscode from 'vscode';
import { DocumentWriter } from './document-writer.ts';
import type { BrokenInsertion, InsertionResult } from './insertion-result.ts';
import { RangeMark } from './range-mark.ts';

/** Where an insertion goes on. */
export interface Continuation {
  startWriter: (onChange: () => void) => DocumentWriter;
  /** Which of the places of the first part are still there, by their indexes. */
  places: readonly number[];
  source: AsyncIterable<string>;
  signal: AbortSignal | undefined;
}

/** Keeps the place of an insertion that broke off, and its mark. */
export class HeldInsertion implements BrokenInsertion {
  readonly #writer: DocumentWriter;
  readonly #goOn: (continuation: Continuation) => Promise<InsertionResult>;
  readonly #mark = new RangeMark('broken-off');
  readonly #ended = new AbortController();
  readonly #listener: vscode.Disposable;

  /**
   * @param writer what wrote it; it is disposed of with this.
   * @param goOn writes the rest.
   */
  constructor(writer: DocumentWriter, goOn: (continuation: Continuation) => Promise<InsertionResult>) {
    this.#writer = writer;
    this.#goOn = goOn;
    writer.onChange = () => this.#look();
    this.#listener = vscode.window.onDidChangeVisibleTextEditors(() => this.#look());
    writer.forgetTouches();
    this.#look();
  }

  get document(): vscode.TextDocument {
    return this.#writer.document;
  }

  get ranges(): readonly vscode.Range[] {
    return this.#writer.ranges;
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  async resume(source: AsyncIterable<string>, signal?: AbortSignal): Promise<InsertionResult> {
    const { document, editor, ranges, liveIndexes } = this.#writer;
    const ends = ranges.map(({ end }) => new vscode.Range(end, end));
    this.dispose();
    const startWriter = (onChange: () => void) => new DocumentWriter(document, editor, ends, onChange);
    return await this.#goOn({ startWriter, places: liveIndexes, source, signal });
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
