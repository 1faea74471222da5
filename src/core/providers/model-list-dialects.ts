/** How a provider is asked for its models. All the relatives of OpenAI's list, whatever they add to it, are one. */
export type ModelListDialect = 'openai' | 'anthropic' | 'gemini' | 'ollama' | 'lmstudio';
