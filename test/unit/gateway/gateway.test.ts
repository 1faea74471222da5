import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gateway, startGateway } from '../../support/gateway/gateway.ts';
import { isObject } from '../../support/gateway/gateway-request.ts';
import { tokenize } from '../../support/gateway/tokens.ts';

let gateway: Gateway;
const clients: AbortController[] = [];
const messages = [{ role: 'user', content: 'Hi' }];
beforeEach(async () => {
  gateway = await startGateway({ pace: { firstTokenMs: 0, tokensPerSecond: Number.POSITIVE_INFINITY } });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.abort();
  await gateway.close();
});

function ask(body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Response> {
  return fetch(`${gateway.baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}

/** Asks for a stream and reads it as it comes. */
function stream(model: string, content = 'Hi') {
  const client = new AbortController();
  clients.push(client);
  const answer = { text: '', events: [] as string[] };
  const done = (async () => {
    const body = {
      model,
      stream: true,
      stream_options: { include_usage: true },
      messages: [{ role: 'user', content }],
    };
    const response = await ask(body, {}, client.signal);
    for (const line of (await response.text()).split('\n'))
      if (line.startsWith('data: ')) answer.events.push(line.slice(6));
    answer.text = answer.events.map(contentOf).join('');
    return answer;
  })();
  done.catch(() => undefined);
  return { client, done };
}

function contentOf(data: string): string {
  if (data === '[DONE]') return '';
  const chunk: unknown = JSON.parse(data);
  const choice: unknown = isObject(chunk) && Array.isArray(chunk['choices']) ? chunk['choices'][0] : undefined;
  const delta = isObject(choice) ? choice['delta'] : undefined;
  return isObject(delta) && typeof delta['content'] === 'string' ? delta['content'] : '';
}

describe('answers', () => {
  test('models are listed, without the faults', async () => {
    const list: unknown = await (await fetch(`${gateway.baseUrl}/models`)).json();
    expect(list).toMatchObject({
      object: 'list',
      data: expect.arrayContaining([expect.objectContaining({ id: 'sample/long', object: 'model' })]),
    });
    expect(gateway.models.filter(id => !id.startsWith('sample/'))).toEqual([]);
  });

  test('what could be taken for a model says that it is none', () => {
    const note = /^\*Sample gateway: a scripted answer, not a model\.\*\n\n/;
    for (const model of ['markdown', 'prose', 'code', 'list', 'table', 'long', 'reasoning']) {
      expect(gateway.answerText(`sample/${model}`), model).toMatch(note);
    }
    for (const model of ['sample/code-only', 'sample/fast', 'fault/cut']) {
      expect(gateway.answerText(model), model).not.toMatch(note);
    }
  });

  test('a stream holds the text, a finish reason, the usage and the end mark', async () => {
    const { text, events } = await stream('sample/markdown').done;
    expect(text).toBe(gateway.answerText('sample/markdown'));
    expect(events.at(-3)).toContain('"finish_reason":"stop"');
    expect(events.at(-2)).toContain('"completion_tokens":');
    expect(events.at(-1)).toBe('[DONE]');
  });

  test('without stream: true the same text comes in one document', async () => {
    const answer: unknown = await (await ask({ model: 'sample/code', messages })).json();
    expect(answer).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { content: gateway.answerText('sample/code') }, finish_reason: 'stop' }],
    });
  });

  test('the long answer has about 2,000 tokens', () => {
    const tokens = tokenize(gateway.answerText('sample/long') ?? '');
    expect(tokens.length).toBeGreaterThan(1500);
    expect(tokens.length).toBeLessThan(2500);
  });

  test('the echo says what it was asked', async () => {
    expect((await stream('sample/echo', 'Grüße 👋').done).text).toBe('Grüße 👋');
  });

  test('a model that is not there, and a request that is none', async () => {
    expect((await ask({ model: 'nobody', messages })).status).toBe(404);
    expect((await ask('nonsense')).status).toBe(400);
    expect((await fetch(`${gateway.origin}/elsewhere`)).status).toBe(404);
  });

  test('a gateway with a key wants it', async () => {
    const locked = await startGateway({ requireKey: 'sk-test' });
    try {
      const models = `${locked.baseUrl}/models`;
      expect((await fetch(models)).status).toBe(401);
      expect((await fetch(models, { headers: { authorization: 'Bearer sk-test' } })).status).toBe(200);
    } finally {
      await locked.close();
    }
  });
});

describe('what a test can see and steer', () => {
  test('requests are kept with headers and body', async () => {
    const { done } = stream('sample/fast', 'What?');
    const request = await gateway.nextRequest();
    expect(request.model).toBe('sample/fast');
    expect(request.headers['content-type']).toBe('application/json');
    expect(request.body).toMatchObject({ messages: [{ role: 'user', content: 'What?' }] });
    expect(request.text).toBe(gateway.answerText('sample/fast'));
    await done;
    expect(await request.closed).toMatchObject({ by: 'gateway', tokensWritten: request.tokens.length });
  });

  test('held tokens go one by one, and the rest when holding ends', async () => {
    gateway.hold();
    const { done } = stream('sample/prose');
    const request = await gateway.nextRequest();
    gateway.release(3);
    await request.whenWritten(3);
    expect(request.tokensWritten).toBe(3);
    gateway.release(2);
    await request.whenWritten(5);
    gateway.resume();
    expect((await done).text).toBe(gateway.answerText('sample/prose'));
  });

  test('tokens can be released before the request has come', async () => {
    gateway.hold();
    gateway.release(4);
    stream('sample/prose');
    const request = await gateway.nextRequest();
    await request.whenWritten(4);
    expect(request.tokensWritten).toBe(4);
  });

  test('a client that goes is seen', async () => {
    gateway.hold();
    gateway.release(2);
    const { client } = stream('sample/prose');
    const request = await gateway.nextRequest();
    await request.whenWritten(2);
    const never = request.whenWritten(3);
    client.abort();
    expect(await request.closed).toMatchObject({ by: 'client', tokensWritten: 2 });
    await expect(never).rejects.toThrow('closed by the client');
  });

  test('scripted answers are served in order, whatever the model', async () => {
    gateway.script(
      { status: 418, headers: { 'x-pot': 'tea' }, segments: ['short', ' and stout'] },
      { text: 'A *text*.' },
    );
    const first = await ask({ model: 'sample/prose', stream: true, messages });
    expect(first.status).toBe(418);
    expect(first.headers.get('x-pot')).toBe('tea');
    expect(await first.text()).toBe('short and stout');
    expect((await stream('sample/prose').done).text).toBe('A *text*.');
    expect((await stream('sample/prose').done).text).toBe(gateway.answerText('sample/prose'));
  });

  test('a fault of the first time fails every odd request', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 4; count++) {
      const response = await ask({ model: 'fault/status-429-retry-after', messages });
      statuses.push(response.status);
      await response.text();
    }
    expect(statuses).toEqual([429, 200, 429, 200]);
  });

  test('closing ends answers that are held', async () => {
    gateway.hold();
    const { done } = stream('sample/prose');
    const request = await gateway.nextRequest();
    await gateway.close();
    await request.closed;
    await expect(done).rejects.toThrow();
  });
});
