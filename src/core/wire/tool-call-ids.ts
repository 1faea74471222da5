/** The ids of one answer's tool calls, of which no two are the same. */
export class ToolCallIds {
  readonly #taken = new Set<string>();

  /** The provider's own id, or one of ours where there is none, or another call has it: servers give all the same one. */
  take(wireId: string | undefined): string {
    let id = wireId;
    for (let number = 1; id === undefined || this.#taken.has(id); number++) id = `call_${number}`;
    this.#taken.add(id);
    return id;
  }
}
