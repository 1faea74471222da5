import { diagramBody } from './diagram-body.ts';

/** What a kind of diagram is called, by the word its source begins with. */
const kinds: readonly [RegExp, string][] = [
  [/^(?:flowchart|graph|swimlane)/, 'Flowchart'],
  [/^sequenceDiagram/, 'Sequence diagram'],
  [/^classDiagram/, 'Class diagram'],
  [/^stateDiagram/, 'State diagram'],
  [/^erDiagram/, 'Entity relationship diagram'],
  [/^gantt/, 'Gantt chart'],
  [/^pie/, 'Pie chart'],
  [/^journey/, 'User journey'],
  [/^gitGraph/, 'Git graph'],
  [/^mindmap/, 'Mind map'],
  [/^timeline/, 'Timeline'],
  [/^quadrantChart/, 'Quadrant chart'],
  [/^xychart/, 'Chart'],
  [/^sankey/, 'Sankey diagram'],
  [/^requirementDiagram/, 'Requirement diagram'],
  [/^C4/, 'C4 diagram'],
  [/^architecture/, 'Architecture diagram'],
];

/** At most so many characters of a diagram's words stand in its description. */
const longest = 300;

/** So much of its source is looked at, in UTF-16 code units: more would be too large to be drawn. */
const mostSource = 5000;

/** Says in words what a diagram shows: its kind, and its title or its first labels. */
export function describeDiagram(source: string): string {
  const beginning = source.slice(0, mostSource);
  const lines = beginning.split('\n').map(line => line.trim());
  const body = diagramBody(beginning);
  const kind = kinds.find(([word]) => word.test(body))?.[1] ?? 'Diagram';
  const title = lines
    .map(line => /^(?:accTitle\s*:|title\s*:|title\s|pie\s+(?:showData\s+)?title\s)\s*(.+)$/.exec(line)?.[1])
    .find(words => words !== undefined);
  const words = title === undefined ? listed(labels(beginning)) : shortened(title);
  return words === '' ? kind : `${kind}: ${words}`;
}

/** As many as there is room for, and how many more there are. */
function listed([first = '', ...others]: readonly string[]): string {
  let words = shortened(first);
  for (const [index, word] of others.entries()) {
    if (words.length + word.length > longest) return `${words}, and ${others.length - index} more`;
    words += `, ${word}`;
  }
  return words;
}

function shortened(words: string): string {
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

/** Words within brackets, quotes, or after the colon of a message. */
function labels(source: string): string[] {
  const found = source.matchAll(/[[({|]+"?([^[\](){}|"<>\n]+)"?[\])}|]+|:\s+([^\n]+)$/gm);
  const words = [...found].map(([, bracketed, said]) => (bracketed ?? said ?? '').trim());
  return words.filter(word => /[\p{L}\p{N}]/u.test(word));
}
