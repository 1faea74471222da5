import { type Failure, Rejection } from './dialect.ts';
import { isObject } from './gateway-request.ts';

/** What the checks of all dialects share. Every function throws a `Rejection` when the value is not as it should be. */

export function reject(message: string, parameter?: string, kind: Failure['kind'] = 'bad-request'): never {
  throw new Rejection(parameter === undefined ? { kind, message } : { kind, message, parameter });
}

export function objectAt(value: unknown, path: string): Record<string, unknown> {
  return isObject(value) ? value : reject(`${path}: Input should be an object`, path);
}

export function listAt(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) reject(`${path}: Input should be a list`, path);
  if (value.length === 0) reject(`${path}: at least one item is required`, path);
  return value;
}

export function textAt(value: unknown, path: string): string {
  if (typeof value !== 'string') reject(`${path}: Input should be a string`, path);
  if (value.trim() === '') reject(`${path}: text must be non-empty`, path);
  return value;
}

export function numberAt(value: unknown, path: string, low: number, high = Number.POSITIVE_INFINITY): void {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    reject(`${path}: Input should be a number from ${low} to ${high}`, path);
  }
}

export function wholeNumberAt(value: unknown, path: string, low = 1): void {
  numberAt(value, path, low);
  if (value !== undefined && !Number.isInteger(value)) reject(`${path}: Input should be an integer`, path);
}

export function oneOf(value: unknown, allowed: readonly unknown[], path: string): void {
  if (!allowed.includes(value)) {
    reject(`${path}: Invalid value: '${String(value)}'. Supported values are: ${allowed.join(', ')}.`, path);
  }
}

/** For a field that may be missing. */
export function optionalOneOf(value: unknown, allowed: readonly unknown[], path: string): void {
  if (value !== undefined) oneOf(value, allowed, path);
}

/** A field that the provider does not know is an error with most of them. */
export function onlyFields(object: Record<string, unknown>, allowed: readonly string[], path = ''): void {
  for (const name of Object.keys(object)) {
    const full = path === '' ? name : `${path}.${name}`;
    if (!allowed.includes(name)) reject(`${full}: Extra inputs are not permitted`, full, 'unsupported-parameter');
  }
}

/** Standard base64, without a data URL’s beginning. */
export function base64At(value: unknown, path: string): void {
  if (typeof value !== 'string' || value === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) {
    reject(`${path}: illegal base64 data`, path);
  }
}

/** An image as a data URL, or somewhere on the web. */
export function imageUrlAt(value: unknown, path: string): void {
  const url = typeof value === 'string' ? value : '';
  const inline = /^data:image\/(?:png|jpeg|gif|webp);base64,([A-Za-z0-9+/]+={0,2})$/.test(url);
  if (!inline && !/^https?:\/\/\S+$/.test(url)) reject(`${path}: Invalid image URL`, path);
}

/** No two messages of the same role in a row, as strict chat templates have it. */
export function alternating(roles: readonly unknown[], path: string): void {
  const turn = roles.findIndex((role, index) => index > 0 && role === roles[index - 1] && role !== 'tool');
  if (turn >= 0) {
    reject(
      `${path}: roles must alternate, but messages ${turn - 1} and ${turn} are both “${String(roles[turn])}”`,
      path,
    );
  }
}

/** The value at a path with dots, or undefined. */
export function valueAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), body);
}
