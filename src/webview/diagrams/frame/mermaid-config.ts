import mermaid, { type MermaidConfig } from 'mermaid';
import type { DiagramTheme } from '../messages.ts';

/** The page asks for no more connections, nor for longer sources. */
const mostEdges = 300;

/** In CSS pixels, what mermaid's own distances are made for; the page shows the picture smaller. */
const fontSize = 16;

/** In UTF-16 code units. */
const longest = 50_000;

/** What a diagram may set for itself: how it looks. Sizes and distances of its choice can take minutes to draw. */
const openToDiagrams: readonly string[] = ['theme', 'themeVariables', 'darkMode'];

/** Mermaid's settings for a theme. */
export function mermaidConfig(theme: DiagramTheme): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    secure: settingNames().filter(name => !openToDiagrams.includes(name)),
    suppressErrorRendering: true,
    logLevel: 'fatal',
    deterministicIds: true,
    maxTextSize: longest,
    maxEdges: mostEdges,
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    class: { htmlLabels: false },
    gantt: { fontSize: 14, sectionFontSize: 14 },
    // The other one is not bundled.
    layout: 'dagre',
    look: 'classic',
    fontFamily: theme.fontFamily,
    theme: 'base',
    themeVariables: variables(theme),
  };
}

function settingNames(): string[] {
  // The last ones have no default.
  return [...Object.keys(mermaid.mermaidAPI.defaultConfig), 'htmlLabels', 'dompurifyConfig', 'wrap', 'altFontFamily'];
}

function variables(theme: DiagramTheme): Record<string, string | boolean> {
  const { dark, background, text, line, node, border, note, group, series } = theme;
  const numbered = (name: (index: number) => string, value: (color: string) => string) =>
    Object.fromEntries(
      Array.from({ length: 12 }, (_, index) => [name(index), value(series[index % series.length] ?? node)]),
    );
  return {
    darkMode: dark,
    fontFamily: theme.fontFamily,
    fontSize: `${fontSize}px`,
    useGradient: false,
    dropShadow: 'none',
    background,
    primaryColor: node,
    primaryTextColor: text,
    primaryBorderColor: border,
    secondaryColor: group,
    secondaryTextColor: text,
    secondaryBorderColor: border,
    tertiaryColor: group,
    tertiaryTextColor: text,
    tertiaryBorderColor: border,
    mainBkg: node,
    nodeBorder: border,
    nodeTextColor: text,
    clusterBkg: group,
    clusterBorder: border,
    titleColor: text,
    textColor: text,
    lineColor: line,
    edgeLabelBackground: background,
    noteBkgColor: note,
    noteTextColor: text,
    noteBorderColor: border,
    actorBkg: node,
    actorBorder: border,
    actorTextColor: text,
    actorLineColor: line,
    signalColor: line,
    signalTextColor: text,
    labelBoxBkgColor: group,
    labelBoxBorderColor: border,
    labelTextColor: text,
    loopTextColor: text,
    activationBkgColor: group,
    activationBorderColor: border,
    sequenceNumberColor: background,
    attributeBackgroundColorOdd: background,
    attributeBackgroundColorEven: group,
    rowOdd: background,
    rowEven: group,
    errorBkgColor: group,
    errorTextColor: text,
    pieTitleTextColor: text,
    pieSectionTextColor: text,
    pieLegendTextColor: text,
    pieStrokeColor: border,
    pieOuterStrokeColor: border,
    pieOpacity: '1',
    taskBkgColor: node,
    taskBorderColor: border,
    taskTextColor: text,
    taskTextDarkColor: text,
    taskTextLightColor: text,
    taskTextOutsideColor: text,
    activeTaskBkgColor: group,
    activeTaskBorderColor: border,
    doneTaskBkgColor: background,
    doneTaskBorderColor: border,
    gridColor: line,
    sectionBkgColor: group,
    sectionBkgColor2: group,
    altSectionBkgColor: background,
    ...numbered(
      index => `pie${index + 1}`,
      color => color,
    ),
    ...numbered(
      index => `cScale${index}`,
      color => color,
    ),
    ...numbered(
      index => `cScaleLabel${index}`,
      () => text,
    ),
    ...numbered(
      index => `cScalePeer${index}`,
      () => border,
    ),
    ...numbered(
      index => `git${index}`,
      color => color,
    ),
    ...numbered(
      index => `gitBranchLabel${index}`,
      () => text,
    ),
    ...numbered(
      index => `fillType${index}`,
      color => color,
    ),
  };
}
