import { createContinuationReader } from '../../core/insertion/continuation.ts';
import { EditPace } from '../../core/insertion/edit-pace.ts';
import type { SourceReader } from '../../core/insertion/source-reader.ts';
import type { TextMachine } from '../../core/insertion/text-machine.ts';
import { HeldInsertion } from './broken-insertion.ts';
import type { Obstacle } from './document-editor.ts';
import type { DocumentWriter } from './document-writer.ts';
import { Inbox } from './inbox.ts';
import { failedResult, type InsertionResult, noCodeResult, refusedResult, stoppedResult } from './insertion-result.ts';
import { isOpen } from './open-documents.ts';
import { RangeMark } from './range-mark.ts';

/** UTF-16 code units of one edit at most: a backlog of thousands of lines is written in parts, so that none blocks the window. */
const largestEdit = 64_000;

/** The same for all places together, since the whole text goes to each: VS Code has at most 10,000 cursors. */
const largestEditOfAll = 10_000_000;

/** An insertion to be run. */
export interface InsertionPlan {
  startWriter: (onChange: () => void) => DocumentWriter;
  reader: SourceReader;
  /** What fits the text to each place; asked for when there is text to write. */
  fittersFor: (writer: DocumentWriter) => readonly TextMachine[];
  source: AsyncIterable<string>;
  signal: AbortSignal | undefined;
  /** It goes on where another one broke off. */
  isContinuation: boolean;
}

/** Writes the source's text to the writer's places until the end of one of them. Never rejects. */
export async function runInsertion(plan: InsertionPlan): Promise<InsertionResult> {
  const run = new InsertionRun(plan);
  try {
    return await run.run();
  } finally {
    run.dispose();
  }
}

class InsertionRun {
  readonly #plan: InsertionPlan;
  readonly #inbox: Inbox;
  readonly #writer: DocumentWriter;
  readonly #pace = new EditPace();
  readonly #mark = new RangeMark('writing');
  readonly #ring: () => void;
  #fitters: readonly TextMachine[] | undefined;
  #insertedCharacters = 0;
  /** The writer is kept, so that something can still go there. */
  #isKept = false;

  constructor(plan: InsertionPlan) {
    this.#plan = plan;
    this.#inbox = new Inbox(plan.source, plan.reader);
    this.#ring = () => this.#inbox.ring();
    this.#writer = plan.startWriter(this.#ring);
    plan.signal?.addEventListener('abort', this.#ring);
  }

  async run(): Promise<InsertionResult> {
    const writer = this.#writer;
    let obstacle = await this.#writeAll();
    if (!writer.isUndone) obstacle = (await writer.finish()) ?? obstacle;
    if (writer.isUndone) await writer.takeBack();
    const { failure } = this.#inbox;
    const { isContinuation, reader } = this.#plan;
    if (obstacle && !this.#isStopped) return refusedResult(obstacle, this.#insertedCharacters);
    if (this.#isStopped) return stoppedResult(this.#insertedCharacters);
    if (failure !== undefined) return this.#broken(failedResult(failure, this.#insertedCharacters));
    if (!reader.sawCode && !isContinuation) return this.#unwritten(noCodeResult());
    return { outcome: 'finished', insertedCharacters: this.#insertedCharacters };
  }

  dispose(): void {
    this.#plan.signal?.removeEventListener('abort', this.#ring);
    this.#inbox.close();
    this.#mark.dispose();
    if (!this.#isKept) this.#writer.dispose();
  }

  get #isStopped(): boolean {
    return this.#plan.signal?.aborted === true;
  }

  async #writeAll(): Promise<Obstacle | undefined> {
    const inbox = this.#inbox;
    const writer = this.#writer;
    const isOver = () => this.#isStopped || writer.obstacle !== undefined;
    while (!isOver()) {
      if (writer.pause > 0) {
        await inbox.pause(writer.pause, isOver);
        continue;
      }
      const text = writer.canJoin || inbox.hasEnded ? this.#take() : [];
      this.#mark.show(writer.document, this.#fitters ? writer.ranges : [], writer.foreignChanges);
      if (text.length === 0 && !writer.owes) {
        if (inbox.isComplete) break;
        await inbox.wait();
        continue;
      }
      const started = performance.now();
      const obstacle = await writer.write(text, inbox.isComplete);
      if (obstacle) return obstacle;
      this.#insertedCharacters += text.reduce((sum, each) => sum + each.length, 0);
      this.#pace.took(performance.now() - started);
      await inbox.gather(this.#pace.pause, isOver);
    }
    return writer.obstacle;
  }

  /** What goes to each place next; empty when there is nothing to write. */
  #take(): string[] {
    const part = Math.floor(largestEditOfAll / this.#writer.starts.length);
    for (;;) {
      const text = this.#inbox.take(Math.min(largestEdit, part));
      if (text === '') return [];
      this.#fitters ??= this.#plan.fittersFor(this.#writer);
      const texts = this.#fitters.map(fitter => fitter.push(text));
      // White space at the beginning of a line has to wait, but not for a ring: of what is left in the inbox none tells.
      if (texts.some(each => each !== '')) return texts;
    }
  }

  #broken(result: InsertionResult): InsertionResult {
    const { reader, isContinuation } = this.#plan;
    const writer = this.#writer;
    if (this.#insertedCharacters === 0 && !isContinuation) return this.#unwritten(result);
    if (writer.obstacle) return result;
    const fitters = this.#fitters ?? this.#plan.fittersFor(writer);
    this.#isKept = true;
    const broken = new HeldInsertion(writer, ({ startWriter, places, source, signal }) =>
      runInsertion({
        startWriter,
        reader: createContinuationReader(reader),
        fittersFor: () => fitters.filter((_, index) => places.includes(index)),
        source,
        signal,
        isContinuation: true,
      }),
    );
    return { ...result, broken };
  }

  #unwritten(result: InsertionResult): InsertionResult {
    const writer = this.#writer;
    if (this.#insertedCharacters > 0 || writer.obstacle) return result;
    this.#isKept = true;
    const unwritten = {
      get document() {
        return writer.document;
      },
      get ranges() {
        return writer.obstacle || !isOpen(writer.document) ? [] : writer.ranges;
      },
      dispose: () => writer.dispose(),
    };
    return { ...result, unwritten };
  }
}
