/** One text that a hostile model, or someone who gets his words into its answer, might send. */
export interface HostileCase {
  /** What kind of attack it is. */
  readonly family: string;
  /** Unique within the family. */
  readonly name: string;
  readonly text: string;
}

/** What a script calls if it runs after all: the page counts the calls. */
export const RUN = 'pwned()';

/** Where anything leads that could be fetched. Replaced by the address of a server that listens where there is one. */
export const TRIPWIRE = 'https://tripwire.example';

/** Cases of one family, by name. */
export function family(name: string, texts: Readonly<Record<string, string>>): HostileCase[] {
  return Object.entries(texts).map(([key, text]) => ({ family: name, name: key, text }));
}

/** Every payload in every place. */
export function cross(
  name: string,
  places: Readonly<Record<string, (payload: string) => string>>,
  payloads: Readonly<Record<string, string>>,
): HostileCase[] {
  return Object.entries(places).flatMap(([place, make]) =>
    Object.entries(payloads).map(([payload, text]) => ({
      family: name,
      name: `${payload} in ${place}`,
      text: make(text),
    })),
  );
}
