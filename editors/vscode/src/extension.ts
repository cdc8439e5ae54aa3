/** Runs `kouetsu lsp` for Markdown and MDX documents. */

import { type ExtensionContext, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

import { clientOptions, serverOptions } from "./options";

const PATH = "kouetsu.path";

let client: LanguageClient | undefined;
/** Starts and stops follow one another: a server must be down before the next one comes up. */
let last: Promise<void> = Promise.resolve();

export function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(PATH)) {
        void inTurn(stop);
        void inTurn(start);
      }
    }),
  );
  return inTurn(start);
}

export function deactivate(): Promise<void> {
  return inTurn(stop);
}

function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(work);
  return last;
}

async function start(): Promise<void> {
  const server = serverOptions(workspace.getConfiguration().get<string>(PATH, ""));
  const starting = new LanguageClient("kouetsu", "kouetsu", server, clientOptions());
  try {
    await starting.start();
    client = starting;
  } catch (error) {
    void window.showErrorMessage(
      `“${server.command} lsp” could not be started (${reason(error)}). ` +
        "Install it with: pip install 'kouetsu[lsp]', or set kouetsu.path.",
    );
  }
}

async function stop(): Promise<void> {
  const stopping = client;
  client = undefined;
  try {
    await stopping?.stop();
  } catch (error) {
    // A server that is gone already needs no stopping.
    console.warn(`kouetsu: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
