import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, test } from "node:test";

import { world } from "./stubs";
import { activate, deactivate } from "../src/extension";
import { serverOptions } from "../src/options";

const manifest = JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8"));
const properties: Record<string, Record<string, unknown>> =
  manifest.contributes.configuration.properties;

function context(): Parameters<typeof activate>[0] {
  return { subscriptions: [] } as unknown as Parameters<typeof activate>[0];
}

function change(name: string): void {
  for (const listener of world.listeners) {
    listener({ affectsConfiguration: (other) => other === name });
  }
}

beforeEach(async () => {
  world.failure = undefined;
  await deactivate();
  world.settings.clear();
  world.clients.length = world.messages.length = world.listeners.length = 0;
});

test("the server is kouetsu lsp, with nothing that it would not understand", () => {
  assert.deepEqual(serverOptions("kouetsu"), { command: "kouetsu", args: ["lsp"] });
});

test("a path that was set is used, and an empty one is not", () => {
  assert.equal(serverOptions(" /opt/my tools/kouetsu ").command, "/opt/my tools/kouetsu");
  assert.equal(serverOptions("  ").command, properties["kouetsu.path"]?.["default"]);
});

test("one client is started, for Markdown and MDX on disk and unsaved", async () => {
  world.settings.set("kouetsu.path", "/opt/kouetsu");
  await activate(context());
  const [client, ...others] = world.clients;
  assert.equal(others.length, 0);
  assert.deepEqual(client?.events, ["start"]);
  assert.deepEqual(client?.server, { command: "/opt/kouetsu", args: ["lsp"] });
  assert.deepEqual(
    client?.options.documentSelector.map(({ scheme, language }) => `${scheme} ${language}`),
    ["file markdown", "file mdx", "untitled markdown", "untitled mdx"],
  );
});

test("the extension is woken by every language that it serves, and by no other", async () => {
  await activate(context());
  const languages = world.clients[0]?.options.documentSelector.map(({ language }) => language);
  const events = [...new Set(languages)].map((language) => `onLanguage:${language}`);
  assert.deepEqual(manifest.activationEvents, events);
});

test("the trace setting has the name and the values that the client reads", async () => {
  await activate(context());
  const trace = properties[`${world.clients[0]?.id}.trace.server`];
  assert.deepEqual(trace?.["enum"], ["off", "messages", "verbose"]);
  assert.equal(trace?.["default"], "off");
});

test("a folder that is not trusted cannot say which program is run", () => {
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, [
    "kouetsu.path",
  ]);
});

test("the main module of the manifest is the one that is built", () => {
  const main = join(__dirname, "../..", manifest.main);
  assert.equal(require.resolve(main), require.resolve("../src/extension"));
});

test("the server is stopped with the extension", async () => {
  await activate(context());
  await deactivate();
  assert.deepEqual(world.clients[0]?.events, ["start", "stop"]);
});

test("a server that cannot be started is told once, with what to do", async () => {
  world.failure = new Error("spawn kouetsu ENOENT");
  await activate(context());
  assert.equal(world.messages.length, 1);
  assert.match(world.messages[0] ?? "", /kouetsu lsp.*ENOENT.*pip install.*kouetsu\.path/);
});

test("another path starts another server, after the old one was stopped", async () => {
  await activate(context());
  world.settings.set("kouetsu.path", "/opt/kouetsu");
  change("kouetsu.path");
  change("kouetsu.trace.server");
  await deactivate();
  assert.deepEqual(
    world.clients.map(({ server, events }) => [server.command, ...events]),
    [
      ["kouetsu", "start", "stop"],
      ["/opt/kouetsu", "start", "stop"],
    ],
  );
});

test("a path that was mended brings up a server where none could be started", async () => {
  world.failure = new Error("spawn kouetsu ENOENT");
  await activate(context());
  world.failure = undefined;
  change("kouetsu.path");
  await deactivate();
  assert.deepEqual(world.clients.at(-1)?.events, ["start", "stop"]);
});

test("a server that died already does not keep the extension from ending", async () => {
  await activate(context());
  world.failure = new Error("the connection is closed");
  await deactivate();
  assert.deepEqual(world.clients[0]?.events, ["start", "stop"]);
});
