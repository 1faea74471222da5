import * as vscode from 'vscode';
import { StreamFailure } from '../../core/delta.ts';
import { type ConnectionCheck, checkConnection as runCheck } from '../../core/diagnostics/check-connection.ts';
import { type CheckStep, checkSummary, reportText } from '../../core/diagnostics/check-report.ts';
import { asPlainText } from '../../core/providers/model-rows.ts';
import {
  acceptsEnvironmentKey,
  type Provider,
  type ProviderConfig,
  resolveProvider,
} from '../../core/providers/provider.ts';
import { systemClock } from '../../core/transport/clock.ts';
import { secretsOf } from '../../core/wire/mask-secrets.ts';
import { wireFormats } from '../../core/wire/wire-formats.ts';
import { findProvider } from '../answers.ts';
import { readTransportKind } from '../network-settings.ts';
import type { Services } from '../services.ts';
import { readSettings } from '../settings.ts';
import { withoutLinks } from '../without-links.ts';

/** What a keybinding or another extension may pass; the user is asked for what is missing. */
interface CheckArgument {
  /** The provider's id. */
  provider?: string;
  /** Whether to end with a one-word answer, which costs a few tokens. */
  askModel?: boolean;
}

/**
 * `Runnel: Check Connection…`: goes step by step from the settings to the first word of an answer, in a document that
 * fills while it runs.
 *
 * @returns the report, or undefined when the user dismissed it
 */
export async function checkConnection(services: Services, argument: unknown): Promise<string | undefined> {
  const given = parseArgument(argument);
  const provider = await pickProvider(given.provider);
  if (!provider) return undefined;
  const modelId = modelOf(provider);
  const askModel = given.askModel ?? (await pickExtent(modelId));
  if (askModel === undefined) return undefined;
  return run(services, provider, modelId, askModel);
}

/** `Copy Report`: the report that is shown, which holds no secrets. */
export async function copyReport({ documents }: Services, argument: unknown): Promise<void> {
  const uri = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
  const text = uri && documents.text(uri);
  if (text === undefined) {
    void vscode.window.showInformationMessage('There is no report to copy. Run “Runnel: Check Connection…” first.');
    return;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage('The report was copied.', 5000);
}

async function run(
  services: Services,
  provider: Provider,
  modelId: string | undefined,
  askModel: boolean,
): Promise<string> {
  const setUp = await prepare(services, provider, modelId);
  const head = {
    lines: [`Runnel: Check Connection to ${provider.label}`, `${new Date().toISOString()}, ${versions(services)}`],
    secrets: secretsOf(setUp.endpoint),
  };
  const { uri, update } = await services.documents.show(
    'runnel-report',
    `Check Connection to ${provider.label}.txt`,
    reportText(head, []),
  );
  const steps = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Checking the connection to ${provider.label}`,
      cancellable: true,
    },
    (_progress, token) => {
      const cancellation = new AbortController();
      token.onCancellationRequested(() => cancellation.abort());
      const { signal } = cancellation;
      const onChange = (current: readonly CheckStep[]) => update(reportText(head, current));
      return runCheck({ ...setUp, provider, modelId, askModel, clock: systemClock, signal, onChange });
    },
  );
  const text = reportText(head, steps);
  update(text);
  void offerCopy(services, uri, `${provider.label}: ${checkSummary(steps, head.secrets)}`, steps);
  return text;
}

async function offerCopy(
  services: Services,
  uri: vscode.Uri,
  summary: string,
  steps: readonly CheckStep[],
): Promise<void> {
  const { window } = vscode;
  const has = (wanted: CheckStep['state']) => steps.some(({ state }) => state === wanted);
  const show = has('failed')
    ? window.showErrorMessage
    : has('warning')
      ? window.showWarningMessage
      : window.showInformationMessage;
  const copy = 'Copy Report';
  const chosen = await show(withoutLinks(summary), copy);
  if (chosen === copy) await copyReport(services, uri);
}

type SetUp = Pick<
  ConnectionCheck,
  'format' | 'endpoint' | 'key' | 'transport' | 'transportName' | 'probe' | 'timeouts'
>;

/** What a question to this provider would use. Without the key it needs, the network can be checked all the same. */
async function prepare(services: Services, provider: Provider, modelId: string | undefined): Promise<SetUp> {
  const platform = await services.platform();
  const isOwn = readTransportKind() === 'undici';
  const setUp = {
    format: wireFormats[provider.format],
    transport: platform.transport,
    transportName: isOwn
      ? 'Runnel’s own (undici), with the proxy and certificate settings of VS Code'
      : 'VS Code’s own fetch, as “runnel.http.transport” says',
    probe: isOwn ? platform.probe : undefined,
    timeouts: readSettings().timeouts,
  };
  try {
    const { endpoint } = await services.answers.target(provider.id, modelId ?? '');
    return { ...setUp, endpoint, key: await keySource(services, provider, endpoint.apiKey !== undefined) };
  } catch (thrown) {
    if (!StreamFailure.is(thrown)) throw thrown;
    return { ...setUp, endpoint: { baseUrl: provider.baseUrl, headers: provider.headers }, key: thrown.error };
  }
}

async function keySource({ keys, platform }: Services, provider: Provider, hasKey: boolean): Promise<string> {
  if (!hasKey) return 'None is set, and none is needed as far as Runnel knows';
  if (await keys.isStored(provider)) return `From VS Code’s secret storage, entered for ${provider.origin}`;
  const { environment } = await platform();
  const names = acceptsEnvironmentKey(provider) ? provider.preset.keyEnvironmentNames : [];
  return `From the environment variable ${names.find(name => environment(name)) ?? ''}`.trim();
}

interface ProviderItem extends vscode.QuickPickItem {
  config: ProviderConfig;
}

/**
 * The provider of the chosen model comes first. The demo and VS Code's own models have no connection of ours.
 *
 * @param id the one that is asked for by name
 */
async function pickProvider(id: string | undefined): Promise<Provider | undefined> {
  const { providers, model } = readSettings();
  const checkable = providers.filter(({ preset }) => preset !== 'demo');
  if (id === undefined && checkable.length === 0) {
    const setUp = 'Set API Key…';
    const chosen = await vscode.window.showInformationMessage(
      'There is no provider to check yet: the offline demo and VS Code’s own models need no connection of Runnel’s.',
      setUp,
    );
    if (chosen === setUp) await vscode.commands.executeCommand('runnel.setApiKey');
    return undefined;
  }
  const isCurrent = (config: ProviderConfig) => config.id === model?.providerId;
  const sorted = [...checkable.filter(isCurrent), ...checkable.filter(config => !isCurrent(config))];
  const pick = () =>
    vscode.window.showQuickPick(sorted.map(providerItem), {
      title: 'Runnel: Check Connection',
      placeHolder: 'To which provider?',
    });
  const wanted = id ?? (await pick())?.config.id;
  if (wanted === undefined) return undefined;
  try {
    return findProvider(wanted);
  } catch (thrown) {
    // What is wrong in the settings is the first step's failure, and all there is to say.
    void vscode.window.showWarningMessage(withoutLinks(messageOf(thrown)));
    return undefined;
  }
}

function providerItem(config: ProviderConfig): ProviderItem {
  try {
    const { label, origin } = resolveProvider(config);
    return { label: asPlainText(label), description: asPlainText(config.id), detail: origin, config };
  } catch (thrown) {
    return { label: `$(warning) ${asPlainText(config.id)}`, detail: asPlainText(messageOf(thrown)), config };
  }
}

/** The chosen model, or else the first one that is set for this provider. */
function modelOf(provider: Provider): string | undefined {
  const { model } = readSettings();
  return model?.providerId === provider.id ? model.modelId : provider.models[0]?.id;
}

/** Undefined when dismissed. */
async function pickExtent(modelId: string | undefined): Promise<boolean | undefined> {
  if (modelId === undefined) return false;
  const items = [
    {
      label: 'All Steps',
      detail: `Ends with one word by ${asPlainText(modelId)}, which costs a few tokens`,
      askModel: true,
    },
    { label: 'Without an Answer', detail: 'Up to the list of models; costs nothing', askModel: false },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Runnel: Check Connection',
    placeHolder: 'How far?',
  });
  return picked?.askModel;
}

function parseArgument(value: unknown): CheckArgument {
  if (typeof value !== 'object' || value === null) return {};
  const argument: CheckArgument = {};
  if ('provider' in value && typeof value.provider === 'string') argument.provider = value.provider;
  if ('askModel' in value && typeof value.askModel === 'boolean') argument.askModel = value.askModel;
  return argument;
}

function versions({ version }: Services): string {
  const { remoteName } = vscode.env;
  const where = remoteName === undefined ? vscode.env.appHost : `${vscode.env.appHost}, ${remoteName}`;
  return `Runnel ${version}, VS Code ${vscode.version} (${where})`;
}

function messageOf(thrown: unknown): string {
  return StreamFailure.is(thrown) ? thrown.error.message : String(thrown);
}
