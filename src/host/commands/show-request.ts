import { requestDocument } from '../../core/diagnostics/request-document.ts';
import type { ChatPanels } from '../panel/chat-panels.ts';
import type { Services } from '../services.ts';
import { askedRequest } from './asked-request.ts';

/** `Runnel: Show Request`: method, address, headers and body of what was asked last, without the key, and its texts in lines. */
export async function showRequest(services: Services, panels: ChatPanels): Promise<void> {
  const asked = await askedRequest(services, panels);
  if (!asked) return;
  const { provider, request } = asked;
  await services.documents.show('runnel-request', `Request to ${provider.label}.jsonc`, requestDocument(request));
}
