/** A module bundled as a script of its own, as text. */
declare module '*?bundle' {
  export const script: string;
}
