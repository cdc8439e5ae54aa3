/** Stands in for VS Code and for its language client, which can only be loaded inside of it. */

import Module from "node:module";

/** What happened to a client. */
export interface Started {
  id: string;
  name: string;
  server: { command: string; args: string[] };
  options: { documentSelector: { scheme: string; language: string }[] };
  events: string[];
}

type Listener = (change: { affectsConfiguration(name: string): boolean }) => void;

/** What the stubs tell the extension, and what it told them. */
export const world = {
  settings: new Map<string, string>(),
  clients: [] as Started[],
  messages: [] as string[],
  failure: undefined as Error | undefined,
  listeners: [] as Listener[],
};

class LanguageClient {
  private readonly started: Started;

  constructor(id: string, name: string, server: Started["server"], options: Started["options"]) {
    this.started = { id, name, server, options, events: [] };
    world.clients.push(this.started);
  }

  async start(): Promise<void> {
    if (world.failure) throw world.failure;
    this.started.events.push("start");
  }

  async stop(): Promise<void> {
    this.started.events.push("stop");
    if (world.failure) throw world.failure;
  }
}

const vscode = {
  window: { showErrorMessage: async (message: string) => void world.messages.push(message) },
  workspace: {
    getConfiguration: () => ({
      get: (name: string, otherwise: string) => world.settings.get(name) ?? otherwise,
    }),
    onDidChangeConfiguration: (listener: Listener) => {
      world.listeners.push(listener);
      return { dispose: () => undefined };
    },
  },
};

const stubs: Record<string, unknown> = {
  vscode,
  "vscode-languageclient/node": { LanguageClient },
};

type Load = (request: string, ...more: unknown[]) => unknown;
const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = (request, ...more) => stubs[request] ?? load(request, ...more);
