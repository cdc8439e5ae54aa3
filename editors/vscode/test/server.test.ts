/**
 * What the extension starts, spoken to by the protocol library of VS Code's own language client.
 * KOUETSU names the executable; without it there is no server to try.
 */

import assert from "node:assert/strict";
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentLinkRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  ShutdownRequest,
} from "vscode-languageserver-protocol/node";

import { clientOptions, serverOptions } from "../src/options";

const executable = process.env["KOUETSU"];
const skip = executable ? false : "KOUETSU does not name the executable";
const TEXT = "---\nreading_time: 9\n---\n\n😀ＡＢＣ、魚を手ごろな値で買えますます。\n";

/** Starts the server as the extension does, and lets some work be done with it. */
async function speaking(work: (connection: ProtocolConnection) => Promise<void>): Promise<void> {
  const { command, args } = serverOptions(executable ?? "");
  const server: ChildProcessWithoutNullStreams = spawn(command, args ?? []);
  const ended = once(server, "exit");
  const connection = createProtocolConnection(server.stdout, server.stdin);
  connection.listen();
  try {
    await work(connection);
    await connection.sendRequest(ShutdownRequest.type);
    await connection.sendNotification(ExitNotification.type);
    assert.deepEqual(await ended, [0, null]);
  } finally {
    server.kill();
    connection.dispose();
  }
}

test("the server answers for each kind of document that the extension serves", { skip }, async () => {
  await speaking(async (connection) => {
    const pushed: string[] = [];
    connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => {
      pushed.push(uri);
    });
    const { capabilities } = await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      locale: "ja",
      capabilities: { textDocument: { diagnostic: {} } },
    });
    assert.ok(capabilities.diagnosticProvider);
    await connection.sendNotification(InitializedNotification.type, {});
    const selector = clientOptions().documentSelector as { scheme: string; language: string }[];
    for (const [version, { scheme, language }] of selector.entries()) {
      const uri = scheme === "file" ? `file:///nowhere/${version}.md` : `${scheme}:Untitled-${version}`;
      await connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: language, version, text: TEXT },
      });
      const textDocument = { uri };
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
      assert.equal(report.kind, "full");
      const found = report.kind === "full" ? report.items : [];
      assert.deepEqual(
        found.map(({ code, range }) => [code, range.start.line, range.start.character]),
        [
          ["reading-time", 1, 14],
          ["stutter", 4, TEXT.split("\n")[4]?.indexOf("ますます")],
        ],
      );
      const links = await connection.sendRequest(DocumentLinkRequest.type, { textDocument });
      assert.deepEqual(
        links?.map(({ target }) => target),
        [`${uri}#5,1`],
      );
    }
    assert.deepEqual(pushed, []);
  });
});
