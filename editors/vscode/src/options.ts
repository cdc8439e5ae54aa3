/** How `kouetsu lsp` is started, and for which documents. */

import type { Executable, LanguageClientOptions } from "vscode-languageclient/node";

/** Languages of documents that are articles; `mdx` is that of the MDX extension. */
const LANGUAGES = ["markdown", "mdx"];
/** Documents on disk, and those that were never saved. */
const SCHEMES = ["file", "untitled"];

/** Return how to run the server; it talks over stdin and stdout without being told to. */
export function serverOptions(path: string): Executable {
  return { command: path.trim() || "kouetsu", args: ["lsp"] };
}

/** Return what the client offers to the server. The server itself asks to watch the settings. */
export function clientOptions(): LanguageClientOptions {
  return {
    documentSelector: SCHEMES.flatMap((scheme) =>
      LANGUAGES.map((language) => ({ scheme, language })),
    ),
  };
}
