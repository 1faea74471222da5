import type { Drive, DriveResult } from './drive.ts';

/** What a candidate shows text on. */
export interface Surface {
  /** Takes the next piece of the text. */
  write(text: string): void;
  /** No more text comes. */
  end?(): void;
  /** How many characters are in the page's tree, where that can be less than was written. */
  shown?(): number;
  /** Resolves when what goes on after a write, such as colouring, is done. */
  settled?(): Promise<void>;
}

/** Makes a candidate's surface in an element that is as wide as the panel and scrolls within {@link BenchPage}'s page. */
export type CreateSurface = (root: HTMLElement) => Surface | Promise<Surface>;

/** What the page offers to the bench. */
export interface BenchPage {
  /** Makes the surface and shows `before`, in one piece. */
  prepare(before: string): Promise<void>;
  /** Streams a text onto the surface. */
  drive(drive: Drive): Promise<DriveResult>;
  /** Resolves when nothing that the text has set off goes on any more, such as colouring. */
  settled(): Promise<void>;
}

declare global {
  // Set by the page's script, asked for by the bench.
  var benchPage: BenchPage | undefined;
}
