/** A model's id in two: what many models share comes first, as in `openai/gpt-5`, and gives way first where room is short. */
export function splitModelId(modelId: string): { vendor: string; name: string } {
  const nameAt = modelId.lastIndexOf('/') + 1;
  return { vendor: modelId.slice(0, nameAt), name: modelId.slice(nameAt) };
}
