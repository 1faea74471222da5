import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curlCommand, keyPlaceholder } from '../../../src/core/diagnostics/curl-command.ts';
import type { HttpRequest } from '../../../src/core/wire/wire-format.ts';
import { startHttp } from '../transport/support/servers.ts';

const run = promisify(execFile);

/** Text that means something to a shell, to curl, to a terminal, or to JSON. */
const hostile = [
  `It's "quoted" \`ls\` $HOME \${PATH} $(id) !! \\ \\n %s # ; & | > < ~ * ? [a-z] {a,b}`,
  'lines\nwith\r\nbreaks\ttabs\n\nEND_OF_BODY\n@file',
  'Ünïcode 日本語 🎉 \u2028 \u0085 \u007f \u001b[31m \ud800',
  "''''",
];

function request(overrides: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    url: new URL('https://router.example/v1/chat/completions'),
    headers: { 'content-type': 'application/json', authorization: `Bearer ${keyPlaceholder}` },
    body: JSON.stringify({ model: 'm', messages: hostile }),
    ...overrides,
  };
}

function canRun(command: string, args = ['-c', 'exit 0']): boolean {
  try {
    execFileSync(command, args);
    return true;
  } catch {
    return false;
  }
}

describe('a request as a curl command', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'runnel-curl-'));
    // Stands in for curl and prints what it got.
    const stub = `#!${process.execPath}
let input = '';
process.stdin.setEncoding('utf8').on('data', text => { input += text; });
process.stdin.on('end', () => console.log(JSON.stringify({ args: process.argv.slice(2), input })));
`;
    writeFileSync(join(folder, 'curl'), stub);
    chmodSync(join(folder, 'curl'), 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What curl gets when a shell runs the command. */
  async function ran(shell: string, text: string, env: Record<string, string>) {
    const path = `${folder}:${process.env['PATH']}`;
    // The stub alone on the path would not find its own interpreter's libraries on some systems.
    const child = run(shell, ['-c', text], { env: { ...env, PATH: path } });
    child.child.stdin?.end();
    const { stdout } = await child;
    return JSON.parse(stdout) as { args: string[]; input: string };
  }

  test('is readable', () => {
    const { text, variables } = curlCommand(request({ body: '{"model":"m"}' }), 'REQUESTY_API_KEY');
    expect(text).toBe(`curl -sS --no-buffer https://router.example/v1/chat/completions \\
  -H 'Content-Type: application/json' \\
  -H "Authorization: Bearer $REQUESTY_API_KEY" \\
  --data-binary @- <<'END_OF_BODY'
{"model":"m"}
END_OF_BODY
`);
    expect(variables).toEqual(['REQUESTY_API_KEY']);
  });

  const shells = ['sh', 'bash', 'dash', 'zsh'].filter(shell => canRun(shell));
  test.each(shells)('gives %s exactly this, whatever the text', async shell => {
    const asked = request({
      url: new URL("https://router.example/v1/it's?a=$b&c=`d`"),
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${keyPlaceholder}`,
        'x-title': `a 'b' "c" $HOME \`d\` \\e !f`,
        'user-agent': '',
      },
    });
    const { text } = curlCommand(asked, 'KEY');
    const { args, input } = await ran(shell, text, { KEY: 'sk "$x" \'y\'', HOME: '/wrong' });
    expect(args).toEqual([
      '-sS',
      '--no-buffer',
      "https://router.example/v1/it's?a=$b&c=`d`",
      '-H',
      'Content-Type: application/json',
      '-H',
      'Authorization: Bearer sk "$x" \'y\'',
      '-H',
      `X-Title: a 'b' "c" $HOME \`d\` \\e !f`,
      '-H',
      'User-Agent;',
      '--data-binary',
      '@-',
    ]);
    expect(JSON.parse(input)).toEqual(JSON.parse(asked.body ?? ''));
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Zl}/u);
  });

  test('takes all that may be a credential from the environment', async () => {
    const asked = request({
      url: new URL('https://user:pass-word@router.example/v1/x?api-version=1&sig=signed-secret&api_key=query-secret'),
      headers: { authorization: 'Bearer own-secret', 'cf-access-client': 'team-secret', 'x-title': 'shown' },
    });
    const { text, variables } = curlCommand(asked, 'UNUSED_KEY');
    expect(text).not.toMatch(/secret|pass-word|user/);
    expect(variables).toEqual(['QUERY_SIG', 'QUERY_API_KEY', 'HEADER_AUTHORIZATION', 'HEADER_CF_ACCESS_CLIENT']);
    const env = {
      QUERY_SIG: 's',
      QUERY_API_KEY: 'q',
      HEADER_AUTHORIZATION: 'Bearer own',
      HEADER_CF_ACCESS_CLIENT: 't',
    };
    const { args } = await ran('sh', text, env);
    expect(args).toContain('https://router.example/v1/x?api-version=1&sig=s&api_key=q');
    expect(args).toContain('Authorization: Bearer own');
    expect(args).toContain('Cf-Access-Client: t');
    expect(args).toContain('X-Title: shown');
  });

  test('is a GET without a body', async () => {
    const { body: _, ...asked } = request({ method: 'GET', url: new URL('http://[::1]:1/v1/models?ids={a}') });
    const { text } = curlCommand(asked, 'KEY');
    expect(text).not.toMatch(/data-binary/);
    expect((await ran('sh', text, { KEY: 'k' })).args.slice(0, 4)).toEqual([
      '-sS',
      '--no-buffer',
      '--globoff',
      'http://[::1]:1/v1/models?ids={a}',
    ]);
  });

  // Without curl on this machine there is nothing to compare with.
  test.runIf(canRun('curl', ['--version']))('makes the real curl send the same request', async () => {
    const got: { method?: string | undefined; url?: string | undefined; headers?: IncomingHttpHeaders; body?: string } =
      {};
    const server = await startHttp(async (message, response) => {
      let body = '';
      for await (const chunk of message.setEncoding('utf8')) body += String(chunk);
      Object.assign(got, { method: message.method, url: message.url, headers: message.headers, body });
      response.end('data: [DONE]\n\n');
    });
    try {
      const url = new URL(`http://127.0.0.1:${server.port}/v1/chat/completions?a='b'`);
      const asked = request({ url, headers: { ...request().headers, accept: 'text/event-stream' } });
      const { text } = curlCommand(asked, 'KEY');
      const { stdout, stderr } = await run('sh', ['-c', text], {
        env: { ...process.env, KEY: 'sk-of-test', NO_PROXY: '*' },
      });
      expect(stdout).toBe('data: [DONE]\n\n');
      expect(stderr).toBe('');
      expect(got).toMatchObject({
        method: 'POST',
        url: url.pathname + url.search,
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream',
          authorization: 'Bearer sk-of-test',
        },
      });
      expect(JSON.parse(got.body ?? '')).toEqual(JSON.parse(asked.body ?? ''));
    } finally {
      await server.close();
    }
  });
});
