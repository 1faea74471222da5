/** How diagrams look: colours as CSS colours, without transparency. */
export interface DiagramTheme {
  readonly dark: boolean;
  readonly background: string;
  readonly text: string;
  /** Connecting lines and their labels. */
  readonly line: string;
  readonly node: string;
  readonly border: string;
  /** Notes and the like. */
  readonly note: string;
  /** Groups of nodes. */
  readonly group: string;
  /** Told apart from each other: slices, branches, sections. */
  readonly series: readonly string[];
  readonly fontFamily: string;
}

/** What the page asks of the frame. */
export interface DrawRequest {
  readonly source: string;
  readonly theme: DiagramTheme;
}

/** What the frame answers: a picture as SVG, with its size in CSS pixels, or why there is none. */
export type DrawReply =
  | { readonly svg: string; readonly width: number; readonly height: number }
  | { readonly error: string };
