import { parseArgs } from 'node:util';

/** What `npm start -- --help` prints. */
export const usage = `Usage: npm start -- [options]

Builds Runnel and opens it in a VS Code of its own, with a sample gateway and a small workspace, until Ctrl+C.

  --desktop        a desktop VS Code, in place of one in the browser (the same as npm run start:desktop)
  --no-open        opens no browser; the address is printed
  --many-models    adds a provider with 480 models
  --help           print this

The page is at port 4710 and the gateway at 4711; where one is taken, another free port is used and printed. A second start
at the same time has settings and chats of its own.
`;

export interface StartOptions {
  desktop: boolean;
  noOpen: boolean;
  manyModels: boolean;
}

/**
 * @param args behind the script's name
 * @throws Error with a code beginning with `ERR_PARSE_ARGS`, for options that there are not
 */
export function readStartOptions(args: readonly string[]): StartOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      desktop: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      'many-models': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  return { desktop: values.desktop, noOpen: values['no-open'], manyModels: values['many-models'] };
}
