import { languageOfTag } from './language-tags.ts';

/**
 * Whether a line is plainly code rather than a sentence. It errs towards "no": a wrong "no" delays the text, a wrong
 * "yes" would write prose into the user's file.
 *
 * @param language the document's language, in which more lines are certainly code; any tag or id of it.
 */
export function isPlainlyCode(line: string, language = ''): boolean {
  const own = plainlyOfLanguage[languageOfTag(language) ?? ''];
  return own?.test(line) === true || plainlyCode.some(pattern => pattern.test(line));
}

const plainlyCode: readonly RegExp[] = [
  /^(?:\t| {2})/,
  /^(?:[{}@;$]|<(?!\/?think)|\/[/*]|#!|#include\b|#define\b|--\s)/,
  /(?:[;{}([=\\]|=>|->)\s*$/,
  /^import [\w.*]+$/,
  /^from \S+ import\b/,
  /^(?:if|for|while|switch) ?\(/,
  /^for \w+ in .*:\s*$/,
  // A call, and an assignment.
  /^(?:await |new )?[\w$.]+\(.*\)\s*$/,
  /^[\w$.[\]]+ [-+*/|&:]?= \S/,
  /^(?:import|export|const|let|var|function|async|class|interface|def|fn|func|pub|impl|using|namespace|package|public|private|static|return)\b.*[(){}=;:'"]/,
];

/** Lines that only make sense in one language; in others they might begin a sentence. */
const plainlyOfLanguage: Readonly<Record<string, RegExp>> = {
  yaml: /^(?:---$|- \S|["']?[a-z_$][\w.$/-]*["']?:(?:\s|$))/,
  ini: /^(?:\[[^\]]+\]$|[\w.-]+\s*=)/,
  toml: /^\[/,
  sql: /^(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|MERGE|GRANT|BEGIN|EXPLAIN)\b/,
  dockerfile: /^(?:FROM|RUN|COPY|ADD|WORKDIR|ENV|ARG|CMD|ENTRYPOINT|EXPOSE|USER|LABEL|VOLUME) \S/,
  makefile: /^[\w.%-]+:(?:\s|$)/,
  shell: /^(?:sudo|npm|npx|pnpm|yarn|git|docker|cd|echo|export|mkdir|cp|mv|rm|curl|grep|sed|find|pip|set) \S/,
};

/** Whether a text of some length is code or data rather than prose, by its characters. */
export function looksLikeCode(text: string): boolean {
  const spaces = text.match(/\s/g)?.length ?? 0;
  const signs = text.match(/[{}()[\];=<>/\\|&+*"'`_$#@:]/g)?.length ?? 0;
  return spaces < text.length * 0.08 || signs > (text.length - spaces) * 0.12;
}

const setupPrograms = '(?:sudo )?(?:npm|pnpm|yarn|bun|pip3?|cargo|gem|composer|brew|apt(?:-get)?|dotnet|go|poetry|uv)';
const setupCommand = new RegExp(`^\\s*(?:\\$ |${setupPrograms} (?:i|install|add|get|require|init|create)\\b)`);
const setupStart = new RegExp(`^\\s*(?:\\$|${setupPrograms}(?!\\S))`);

/** A command that installs or fetches something: it is meant for a terminal, whatever file is asked about. */
export function isSetupCommand(line: string): boolean {
  return setupCommand.test(line);
}

/** Whether a line that starts like this, with a whole word at least, may still become such a command. */
export function mayBeSetupCommand(start: string): boolean {
  return setupStart.test(start) || start.trim() === 'sudo';
}

/** Whether all that was written are imports, includes and the like: what they are for is still to come. */
export function isOnlyImports(code: string): boolean {
  const lines = code.split('\n').filter(line => line.trim() !== '' && !/^\s*(?:\/\/|#(?!include)|\/?\*)/.test(line));
  const isImport = (line: string) =>
    /^(?:import\b|from \S+ import\b|use \w|using \w|#include\b|@(?:import|use)\b|require\b|package \w|(?:const|let|var) .*= require\()/.test(
      line,
    );
  return lines.length > 0 && lines.every(isImport);
}
