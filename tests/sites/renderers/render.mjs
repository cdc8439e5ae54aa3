// Reads {generator, root, pages: [path]} as JSON, writes {path: HTML} as JSON: what the generator's
// own Markdown package makes of each page. It ends with an error for a page that is refused.
import { readFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";

// Only these two read the head of a page themselves.
const READS_HEADS = new Set(["vitepress", "docusaurus"]);
const HEAD = /^---\n[\s\S]*?\n---\n/;

async function zenn() {
  const { default: module } = await import("zenn-markdown-html");
  const render = module.default ?? module;
  return (source) => render(source);
}

async function astro() {
  const { createMarkdownProcessor } = await import("@astrojs/markdown-remark");
  const processor = await createMarkdownProcessor({ syntaxHighlight: false });
  return async (source) => (await processor.render(source)).code;
}

async function vitepress(root) {
  const { createMarkdownRenderer } = await import("vitepress");
  const renderer = await createMarkdownRenderer(root, {}, "/");
  return (source, page) =>
    renderer.render(source, {
      path: path.join(root, page),
      relativePath: page,
      cleanUrls: false,
    });
}

// A program asks the bundler for an image by its file; a page shows that file's path.
function plainValue(value) {
  const source = value?.value ?? value ?? "";
  return /!([^!"?]+)"\)\.default$/.exec(source)?.[1] ?? source;
}

// An element of JSX as the element of HTML that it becomes.
function plain(node) {
  if (node.type.startsWith("mdxJsx")) {
    const attributes = node.attributes.filter((each) => each.type === "mdxJsxAttribute");
    node.tagName = node.name ?? "div";
    node.properties = Object.fromEntries(
      attributes.map((each) => [each.name, plainValue(each.value)]),
    );
    node.type = "element";
  }
  node.children = (node.children ?? [])
    .filter((child) => child.type !== "mdxjsEsm" && !child.type.endsWith("Expression"))
    .map(plain);
  return node;
}

async function docusaurus(root) {
  const library = "@docusaurus/mdx-loader/lib/";
  const { createProcessorUncached } = (await import(`${library}processor.js`)).default;
  const { default: preprocess } = (await import(`${library}preprocessor.js`)).default;
  const { DEFAULT_PARSE_FRONT_MATTER: parse } = (await import("@docusaurus/utils")).default;
  const { toHtml } = await import("hast-util-to-html");
  // The defaults of Docusaurus, whose own checks of links must not end the run.
  const markdownConfig = {
    format: "mdx",
    mermaid: false,
    emoji: true,
    mdx1Compat: { comments: true, admonitions: true, headingIds: true },
    anchors: { maintainCase: false },
    hooks: { onBrokenMarkdownLinks: () => undefined, onBrokenMarkdownImages: () => undefined },
  };
  return async (source, page) => {
    const filePath = path.join(root, page);
    let tree;
    const keep = () => (root) => void (tree = structuredClone(root));
    const options = {
      markdownConfig,
      admonitions: true,
      staticDirs: [path.join(root, "static")],
      siteDir: root,
      rehypePlugins: [keep],
      resolveMarkdownLink: ({ linkPathname }) => {
        const file = path.join(path.dirname(filePath), linkPathname);
        return existsSync(file) ? `/${path.relative(root, file).replace(/\.mdx?$/, "")}` : null;
      },
    };
    const { frontMatter, content } = await parse({ filePath, fileContent: source });
    const prepared = preprocess({ fileContent: content, filePath, markdownConfig, admonitions: true });
    const processor = await createProcessorUncached({ options, format: "mdx" });
    await processor.process({ content: prepared, filePath, frontMatter, compilerName: "client" });
    return toHtml(plain(tree));
  };
}

const { generator, root, pages } = JSON.parse(await text(process.stdin));
const render = await { zenn, astro, vitepress, docusaurus }[generator](root);
const rendered = {};
for (const page of pages) {
  const source = await readFile(path.join(root, page), "utf8");
  rendered[page] = await render(READS_HEADS.has(generator) ? source : source.replace(HEAD, ""), page);
}
process.stdout.write(JSON.stringify(rendered), () => process.exit());
