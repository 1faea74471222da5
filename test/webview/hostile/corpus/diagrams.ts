import { family, type HostileCase, RUN, TRIPWIRE } from './hostile-case.ts';

const diagrams: Readonly<Record<string, string>> = {
  'a click': `flowchart LR\n  A --> B\n  click A href "javascript:${RUN}" "tip" _blank`,
  'a click that calls': 'flowchart LR\n  A --> B\n  click A call pwned()',
  'a click without a keyword': `flowchart LR\n  A --> B\n  click A "${TRIPWIRE}" _self`,
  'a link of a class': `classDiagram\n  class A\n  link A "javascript:${RUN}"\n  callback A "pwned"`,
  'links of an actor': `sequenceDiagram\n  participant A\n  links A: {"x": "javascript:${RUN}"}\n  A->>A: hi`,
  'a click in a chart': `gantt\n  dateFormat YYYY-MM-DD\n  section S\n  T :t1, 2024-01-01, 3d\n  click t1 href "javascript:${RUN}"`,
  'an init that loosens': `%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\nflowchart LR\n  A["<img src=x onerror=${RUN}>"] --> B`,
  'an init with styles': `%%{init: {"themeCSS": "* { background: url(${TRIPWIRE}/x) } @import url(${TRIPWIRE}/y);"}}%%\nflowchart LR\n  A --> B`,
  'an init with a font': `%%{init: {"fontFamily": "x; } * { background: url(${TRIPWIRE}/x)"}}%%\nflowchart LR\n  A --> B`,
  'an init with variables': `%%{init: {"themeVariables": {"primaryColor": "red;} *{background:url(${TRIPWIRE})", "fontSize": "9999px"}}}%%\nflowchart LR\n  A --> B`,
  'an init that reaches a prototype':
    '%%{init: {"__proto__": {"x": 1}, "constructor": {"prototype": {"pwned": 1}}}}%%\nflowchart LR\n  A --> B',
  'front matter that loosens': `---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart LR\n  A["<img src=x onerror=${RUN}>"] --> B`,
  'front matter with a tag': '---\ntitle: !!js/function "function(){pwned()}"\n---\nflowchart LR\n  A --> B',
  'front matter that doubles':
    '---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\ntitle: *c\n---\nflowchart LR\n  A --> B',
  'a label in HTML': `flowchart LR\n  A["<img src='${TRIPWIRE}/x' onerror='${RUN}'>"] --> B["<script>${RUN}</script>"]`,
  'a label by entities': `flowchart LR\n  A["#lt;img src=x onerror=${RUN}#gt;"] --> B["&lt;svg onload=${RUN}&gt;"]`,
  'a label in Markdown': `flowchart LR\n  A["\`**x** ![y](${TRIPWIRE}/y.png) [z](javascript:${RUN})\`"] --> B`,
  'a label with a picture': `flowchart LR\n  A@{ img: "${TRIPWIRE}/x.png", label: "x", w: 60, h: 60 } --> B`,
  'a label with an icon': `flowchart LR\n  A@{ icon: "fa:x", label: "x" } --> B[fa:fa-x" onload="${RUN}]`,
  'a label with a formula': `flowchart LR\n  A["$$\\href{javascript:${RUN}}{x}$$"] --> B`,
  'a label of a message': `sequenceDiagram\n  A->>B: <img src=x onerror=${RUN}>\n  Note over A: <iframe srcdoc="<script>${RUN}</script>">`,
  'a label of a state': `stateDiagram-v2\n  [*] --> A: <svg onload=${RUN}>\n  state "<img src=x onerror=${RUN}>" as A`,
  'a label of a slice': `pie title <img src=x onerror=${RUN}>\n  "<svg onload=${RUN}>": 3\n  "b": 2`,
  'a label of a mind map': `mindmap\n  root((<img src=x onerror=${RUN}>))\n    A["<script>${RUN}</script>"]\n    ::icon(fa fa-x" onload="${RUN})`,
  'a label of a class': `classDiagram\n  class A~<img src=x onerror=${RUN}>~\n  A : +<svg onload=${RUN}>`,
  'a label of an entity': `erDiagram\n  "<img src=x onerror=${RUN}>" ||--o{ B : "<svg onload=${RUN}>"`,
  'a label of a commit': `gitGraph\n  commit id: "<img src=x onerror=${RUN}>" tag: "<svg onload=${RUN}>"`,
  'a style of a node': `flowchart LR\n  A --> B\n  style A fill:url(${TRIPWIRE}/x),background:url(${TRIPWIRE}/y)`,
  'a style of a class': `flowchart LR\n  A:::x --> B\n  classDef x fill:red;}*{background:url(${TRIPWIRE}/x)`,
  'a style with an import': `flowchart LR\n  A:::x --> B\n  classDef x fill:#fff@import url(${TRIPWIRE}/x.css)`,
  'a style of a link': `flowchart LR\n  A --> B\n  linkStyle 0 stroke:url(${TRIPWIRE}/x)`,
  'a name of a property':
    'flowchart LR\n  __proto__ --> constructor\n  constructor --> prototype\n  toString --> hasOwnProperty',
  'an id that clobbers': 'flowchart LR\n  body --> app\n  parent --> location',
  'a title that describes': `flowchart LR\n  accTitle: <img src=x onerror=${RUN}>\n  accDescr: <script>${RUN}</script>\n  A --> B`,
  'a word of no end': `flowchart LR\n  A["${'x'.repeat(20_000)}"]`,
  'too many nodes': `flowchart LR\n${Array.from({ length: 600 }, (_, index) => `  n${index} --> n${index + 1}`).join('\n')}`,
  'too many links': `flowchart LR\n  ${'a & b & c & d & e & f & g & h & i & j --> '.repeat(9)}z`,
  'a packet of any size': 'packet-beta\n  0-99999999: "x"',
  'a block of any size': 'block-beta\n  columns 99999999\n  space:99999999',
  'a chart of any length':
    'gantt\n  dateFormat YYYY-MM-DD\n  axisFormat %Y\n  tickInterval 1millisecond\n  T :1000-01-01, 9999-12-31',
  'a comment that ends a style': `%% */ </style><script>${RUN}</script>\nflowchart LR\n  A --> B`,
  'no diagram at all': `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`,
  'an error in markup': `flowchart LR\n  A --> <img src=x onerror=${RUN}>`,
  'lines of a title': `pie\ntitle${'\n'.repeat(3_000)}`,
  'overrides of direction': 'flowchart LR\n  A["a\u202eb\u2066c"] --> B["\u200b"]',
};

/** The sources alone, as the frame gets them. */
export const diagramSources: Readonly<Record<string, string>> = diagrams;

export const diagramCases: readonly HostileCase[] = family(
  'diagrams',
  Object.fromEntries(Object.entries(diagrams).map(([name, source]) => [name, `\`\`\`mermaid\n${source}\n\`\`\`\n`])),
);
